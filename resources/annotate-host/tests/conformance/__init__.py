"""What our host and `cellxgene launch` are compared on, and Annotate started to compare with."""
