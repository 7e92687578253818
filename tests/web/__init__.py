"""The pages, asked over HTTP as a browser would."""
