/*
 * pdf_refs: for what each object of a PDF is used, told by what refers to it.
 *
 * ISO 32000-2: a stream is a page's operators when /Contents refers to it, a font
 * program when /FontFile, /FontFile2 or /FontFile3 does, a character map by
 * /ToUnicode, a colour profile by /ICCBased or /DestOutputProfile.  An object has a
 * use only when every reference to it says the same one, and when it is defined once:
 * all else may be anything.
 */
#ifndef INSPECT_PDF_REFS_H
#define INSPECT_PDF_REFS_H

#include "core/buf.h"

enum pdf_use { PDF_ANYTHING, PDF_PAGE, PDF_FONT, PDF_CMAP, PDF_PROFILE, PDF_TABLE };

struct pdf_refs {
	struct pdf_ref *items;
	size_t n, capacity;
};

/* Begins as zeroes.  text: objects without the content of streams; or what an object
 * stream holds. */
void pdf_refs_read(struct pdf_refs *r, struct str text);
/* After the last pdf_refs_read(), before the first pdf_refs_use(). */
void pdf_refs_sort(struct pdf_refs *r);
enum pdf_use pdf_refs_use(const struct pdf_refs *r, long long number);
void pdf_refs_release(struct pdf_refs *r);

/* ISO 32000-2, 7.2.3: blanks and delimiters, which end a word. */
bool pdf_is_blank(char c);
bool pdf_is_end(char c);
/* Behind the comment ('%'), the string ('(' or '<') that begins at p; its content,
 * decoded, into `to` unless that is NULL. */
const char *pdf_skip_comment(const char *p, const char *end);
const char *pdf_skip_string(const char *p, const char *end, struct buf *to);

#endif
