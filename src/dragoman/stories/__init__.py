"""Copies and stories: which pages report the same, and one event that many tell."""

from dragoman.stories.digest import Digest, digest
from dragoman.stories.happenings import Happening, Happenings
from dragoman.stories.stories import Copy, Stories, Story

__all__ = ["Copy", "Digest", "Happening", "Happenings", "Stories", "Story", "digest"]
