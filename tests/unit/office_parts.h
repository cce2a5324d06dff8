/*
 * office_parts: the parts of an office file as another reader sees them: libarchive unpacks,
 * libxml2 parses.
 */
#ifndef TEST_OFFICE_PARTS_H
#define TEST_OFFICE_PARTS_H

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "core/buf.h"
#include "core/mem.h"

enum { OFFICE_PARTS_MAX = 64 };

struct office_parts {
	char *names[OFFICE_PARTS_MAX];
	struct buf texts[OFFICE_PARTS_MAX];
	size_t n;
};

static inline void office_take(struct office_parts *p, struct archive *a, const char *name)
{
	struct buf b = BUF_INIT;
	la_ssize_t n;

	while ((n = archive_read_data(a, buf_reserve(&b, 4096), 4096)) > 0)
		buf_add(&b, b.p + b.n, (size_t)n);
	if (n < 0 || p->n == OFFICE_PARTS_MAX)
		abort();
	p->names[p->n] = mem_strdup(name);
	p->texts[p->n++] = b;
}

static inline void office_open(struct office_parts *p, const char *path)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;

	*p = (struct office_parts){ 0 };
	archive_read_support_format_zip(a);
	if (archive_read_open_filename(a, path, 4096) != ARCHIVE_OK)
		abort();
	while (archive_read_next_header(a, &entry) == ARCHIVE_OK)
		office_take(p, a, archive_entry_pathname(entry));
	archive_read_free(a);
}

static inline void office_close(struct office_parts *p)
{
	while (p->n > 0) {
		free(p->names[--p->n]);
		buf_release(&p->texts[p->n]);
	}
}

/* "" when there is no such part. */
static inline const char *office_text(const struct office_parts *p, const char *name)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->names[i], name) == 0)
			return p->texts[i].p;
	return "";
}

/* The parsed part, to be freed with xmlFreeDoc(); NULL when it is no XML. */
static inline xmlDoc *office_xml(const struct office_parts *p, const char *name)
{
	const char *text = office_text(p, name);

	return xmlReadMemory(text, (int)strlen(text), name, NULL, XML_PARSE_NONET);
}

static inline bool office_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* The next element of that name in document order, below top; after NULL the first. */
static inline xmlNode *office_next(xmlNode *top, xmlNode *after, const char *name)
{
	xmlNode *n = after ? after : top;

	for (;;) {
		if (n->children && n->type == XML_ELEMENT_NODE) {
			n = n->children;
		} else {
			while (n != top && !n->next)
				n = n->parent;
			if (n == top)
				return NULL;
			n = n->next;
		}
		if (office_is(n, name))
			return n;
	}
}

static inline size_t office_count(xmlNode *top, const char *name)
{
	xmlNode *n = NULL;
	size_t count = 0;

	while ((n = office_next(top, n, name)))
		count++;
	return count;
}

/* The first child element of that name, or NULL. */
static inline xmlNode *office_child(xmlNode *n, const char *name)
{
	for (n = n ? n->children : NULL; n && !office_is(n, name); n = n->next)
		;
	return n;
}

/* Its attribute, whatever the namespace, into out; "" when it has none. */
static inline const char *office_attribute(xmlNode *n, const char *name, char out[256])
{
	xmlChar *value = n ? xmlGetProp(n, (const xmlChar *)name) : NULL;

	snprintf(out, 256, "%s", value ? (const char *)value : "");
	xmlFree(value);
	return out;
}

#endif
