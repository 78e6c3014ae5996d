"""The whole 實施計畫 as a text document: .docx for Word, .odt for the public sector's own format."""

from plc_budget.documents.odt import write_odt
from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx

DOCUMENTS = {".docx": write_docx, ".odt": write_odt}
"""What writes a document, by how the name of its file ends."""

__all__ = ["DOCUMENTS", "document_of", "write_docx", "write_odt"]
