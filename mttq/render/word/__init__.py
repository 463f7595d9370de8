"""Word documents: `docx` fills in the template; the other modules do what no tag can say."""
