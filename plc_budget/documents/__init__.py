"""The whole 實施計畫 as a text document, .docx for Word; the only room of python-docx."""

from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx

__all__ = ["document_of", "write_docx"]
