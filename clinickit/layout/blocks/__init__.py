"""One file a block type: content in, slabs and tags out."""
