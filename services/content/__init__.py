"""Content: what the Party committees write for their members, and the Party documents they keep.

Owns       articles with every text and step they ever had, documents with every version, files that were sent and
           wait to be looked at or recognised, courses with every edition and how far each member is with them, the
           members' private notebooks; in each process a search index
Answers    write_article, revise_article, submit_article, approve_article, return_article, schedule_article,
           publish_article, withdraw_article, read_article, list_articles, list_desk_articles, read_document,
           list_documents, search; of notices, regulations, the documents' desk, books, courses and partners, what
           service.py lists
Publishes  article_published, article_withdrawn, document_published, document_withdrawn, book_published, book_withdrawn,
           course_opened, course_completed; article_opened, article_closed: what everybody may read;
           notice_sent, notice_corrected, notice_withdrawn, notice_reminder_due;
           bulletin_published, bulletin_withdrawn; scan_sent: work for its own worker
Consumes   its own scans, in the worker; its own articles and documents, for the feed of other systems;
           member_registered, member_status_changed,
           role_granted, role_ended: who is in which cell, who holds a role; account_closed;
           organisation_moved, organisation_merged

No text with a mark of secrecy is stored (law 117/2025/QH15): it is refused before, and only its hash is kept.
"""
