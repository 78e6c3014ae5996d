"""Writing a document as .docx: Office Open XML, small and the same bytes every time."""

from plc_budget.documents.word.package import write_docx

__all__ = ["write_docx"]
