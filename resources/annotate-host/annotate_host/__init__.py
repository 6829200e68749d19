"""Serves CELLxGENE Annotate's own web app for one dataset to one proxy, with annotations kept apart by collaborator."""
