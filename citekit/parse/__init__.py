"""3. One citation becomes a Record. The modules in the order in which a citation goes:

``segments`` cuts it at its punctuation, ``parts`` tells what each piece is and ``wording`` what its
words say by themselves; ``levels`` (with ``level_words``), ``signatures``, ``repositories`` and
``unlisted`` read shelf-marks and archives, ``votes`` says by which tradition they count; ``run``, ``runs`` and ``run_levels`` (with
``towns``, ``bare_levels``, ``continued``, ``glosses``, ``level_names``) gather the parts of one reference, which
``references`` accepts and ``arrange`` puts in order, and ``semicolons`` those that run from the document out
to its archive; ``head``, ``dating``, ``tail`` and ``credits``
read the rest (``people``, ``names``, ``dates``, ``languages``); ``citation`` makes the record of all
that, ``page`` and ``entry`` of a page and a bibliography's entry.
"""
