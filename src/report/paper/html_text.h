/*
 * html_text: texts, names and places of a page.
 *
 * The id of a key is the key itself, with what an address cannot hold written as ~ and
 * two hexadecimal digits, so that the id, once percent-encoded in a link and decoded by
 * a browser, is the same again.  No key gives an id with a colon: those are the page's own.
 */
#ifndef REPORT_HTML_TEXT_H
#define REPORT_HTML_TEXT_H

#include "core/buf.h"

/* Text between tags; line breaks become <br>. */
void html_text(struct buf *b, const char *text);
/* The id of a key, and the same percent-encoded, to stand after # in an address. */
void html_id(struct buf *b, const char *key);
void html_fragment(struct buf *b, const char *key);
/* An address given by the caller as the value of href. */
void html_address(struct buf *b, const char *address);

#endif
