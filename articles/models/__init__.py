"""Rows. The working copy is for the desk; editions are for the world; sources are what came in."""

from articles.models.among import Among
from articles.models.arrangement import ArrangedGroup, ArrangedSlot, Arrangement, GroupForm
from articles.models.article import Article, Link, Paragraph, Section
from articles.models.article_picture import ArticlePicture
from articles.models.article_words import ArticleWords, ArticleWordsIndex
from articles.models.conflict import Conflict
from articles.models.correction import Correction
from articles.models.duplicate import Duplicate, TellingSentence
from articles.models.edition import Edition
from articles.models.edition_words import EditionWords, EditionWordsIndex
from articles.models.erasure import Erasure, ErasureMark
from articles.models.import_run import ImportRun, RunItem
from articles.models.job import Job, ScheduledTask, Worker
from articles.models.label_review import LabelReview
from articles.models.listing import (
    Author,
    FormerSlug,
    ListedEdition,
    Listing,
    ListingKind,
    ListingSpelling,
    Publisher,
    Topic,
)
from articles.models.log import LogLine
from articles.models.masthead import Masthead, StaticPage
from articles.models.noise_rule import NoiseRule
from articles.models.picture import EditionPicture, Picture
from articles.models.picture_address import PictureAddress
from articles.models.policy import Policy
from articles.models.preview_link import PreviewLink
from articles.models.reader_report import ReaderReport
from articles.models.receipt import Receipt
from articles.models.related import RelatedArticle, RelatedDue
from articles.models.release_set import ReleaseEntry, ReleaseSet
from articles.models.run_chunk import RunChunk
from articles.models.saved_view import SavedView
from articles.models.second_factor import SecondFactorDemand
from articles.models.source_document import SourceDocument
from articles.models.source_notice import SourceNotice
from articles.models.state_turn import StateTurn
from articles.models.tombstone import Tombstone, TrashedArticle
from articles.models.tracking_rule import TrackingRule
from articles.models.upload import Upload
from articles.models.version import Version
from articles.models.working_draft import WorkingDraft

__all__ = [
    "Among",
    "ArrangedGroup",
    "ArrangedSlot",
    "Arrangement",
    "Article",
    "ArticlePicture",
    "ArticleWords",
    "ArticleWordsIndex",
    "Author",
    "Conflict",
    "Correction",
    "Duplicate",
    "Edition",
    "EditionPicture",
    "EditionWords",
    "EditionWordsIndex",
    "Erasure",
    "ErasureMark",
    "FormerSlug",
    "GroupForm",
    "ImportRun",
    "Job",
    "LabelReview",
    "Link",
    "ListedEdition",
    "Listing",
    "ListingKind",
    "ListingSpelling",
    "LogLine",
    "Masthead",
    "NoiseRule",
    "Paragraph",
    "Picture",
    "PictureAddress",
    "Policy",
    "PreviewLink",
    "Publisher",
    "ReaderReport",
    "Receipt",
    "RelatedArticle",
    "RelatedDue",
    "ReleaseEntry",
    "ReleaseSet",
    "RunChunk",
    "RunItem",
    "SavedView",
    "ScheduledTask",
    "SecondFactorDemand",
    "Section",
    "SourceDocument",
    "SourceNotice",
    "StateTurn",
    "StaticPage",
    "TellingSentence",
    "Tombstone",
    "Topic",
    "TrackingRule",
    "TrashedArticle",
    "Upload",
    "Version",
    "Worker",
    "WorkingDraft",
]
