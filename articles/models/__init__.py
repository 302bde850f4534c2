"""Rows. The working copy is for the desk; editions are for the world; sources are what came in."""

from articles.models.change import SourceChange
from articles.models.doubt import Doubt
from articles.models.edition import Edition
from articles.models.noise import NoiseLine
from articles.models.policy import Policy
from articles.models.run import ImportRun, RunItem
from articles.models.source import SourceDocument
from articles.models.tracking import TrackingRule
from articles.models.upload import Upload
from articles.models.version import Version
from articles.models.working import Article, Link, Paragraph, Section

__all__ = [
    "Article",
    "Doubt",
    "Edition",
    "ImportRun",
    "Link",
    "NoiseLine",
    "Paragraph",
    "Policy",
    "RunItem",
    "Section",
    "SourceChange",
    "SourceDocument",
    "TrackingRule",
    "Upload",
    "Version",
]
