"""The two servers that show the workbook: JupyterLab, and the page through Voilà.

The only room of JupyterLab, Jupyter Server and Voilà, and free of widgets: what the notebooks show
is made in the kernels the servers start, and nothing of it is imported here.
"""
