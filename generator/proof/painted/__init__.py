"""What is painted on a page, as any reader of PDF sees it: colours, marks, text and places."""
