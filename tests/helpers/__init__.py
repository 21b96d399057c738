"""What tests share: readers that give a PDF's text back, its tag tree, its judges."""
