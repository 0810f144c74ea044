"""Bytes to Article: what stands on a page, block by block, and what the page says of itself."""
