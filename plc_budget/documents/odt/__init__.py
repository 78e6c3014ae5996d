"""Writing a document as .odt: the OpenDocument text the public sector asks for (ODF-CNS15251)."""

from plc_budget.documents.odt.package import write_odt

__all__ = ["write_odt"]
