"""What ``pipeline.py --help`` says below its options: exit statuses and examples."""

EXITS = """exit status:
  0  done, or nothing to do
  1  the article has findings that stop the build; output/ is as it was
     (audit: a validator refuted a promise; the report in output/ says which)
  2  the command line asks for something that does not exist
  3  a program or library is missing
  4  a program failed
  5  output/ cannot be written
  6  a handout is past the day on which its review was due, and was withheld
     (due: an article is past it)
"""

EXAMPLES = """examples:
  python pipeline.py new                                    an article to begin with
  python pipeline.py new --from paper.docx folder           an article made from a document
  python pipeline.py build --handouts                       every edition of the showcase article
  python pipeline.py build "my article.md" --edition pdf    one edition of yours
  python pipeline.py build --paper letter                   print editions for US Letter
  python pipeline.py build --live-citations                 also Word with Zotero's citations
  python pipeline.py build --draft "my article.md"          its pages with every finding in them
  python pipeline.py check "my article.md"                  what is wrong with it
  python pipeline.py grade "my article.md"                  how hard it is to read
  python pipeline.py release "my article.md"                keep its words under its version
  python pipeline.py verify 7K2M-9QXD                       which version a sheet of paper is
  python pipeline.py due                                    articles to be reviewed soon
  python pipeline.py build --edition review                 a copy for whoever reviews the words
  python pipeline.py sign --family Arzt --date 2026-11-22   that somebody reviewed them
  python pipeline.py audit                                  every validator on what was built
  python pipeline.py explain image-alt-missing              what a finding means
  python pipeline.py cite --style apa                       how to cite the showcase article
"""
