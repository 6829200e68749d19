"""What can be told of a dataset without loading it: h5py and numpy only, so that it takes no time to begin."""
