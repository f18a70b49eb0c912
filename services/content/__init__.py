"""Content: what the Party committees write for their members, and the Party documents they keep.

Owns       articles with every text they ever had, documents with every version
Answers    write_article, revise_article, publish_article, withdraw_article, read_article, list_articles,
           list_desk_articles, read_document, list_documents
Publishes  article_published, article_withdrawn, document_published, document_withdrawn
Consumes   nothing

No text with a mark of secrecy is stored (law 117/2025/QH15): it is refused before, and only its hash is kept.
"""
