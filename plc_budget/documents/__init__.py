"""The whole 實施計畫 as a text document, .docx for Word; the only room of python-docx."""
