#include "report/read/xml_pull.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "report/read/read.h"

/* Instead of libxml2's stderr; its words may quote the text, so only the kind is kept. */
static void keep_fault(void *arg, xmlErrorPtr e)
{
	struct xml_pull *x = arg;

	if (e && x->fault[0] == '\0')
		snprintf(x->fault, sizeof(x->fault), "line %d: not well-formed (%d)", e->line,
			 e->code);
}

static int fault(const struct xml_pull *x, const char *what, struct err *err)
{
	return err_set(err, ERR_DATA, "%s: %s: %s", x->file, x->part, what);
}

int xml_pull_open(struct xml_pull *x, struct str bytes, const char *file, const char *part,
		  struct err *err)
{
	*x = (struct xml_pull){ .file = file, .part = part, .value = BUF_INIT };
	if (bytes.n > READ_MAX)
		return fault(x, "too large", err);
	x->reader = xmlReaderForMemory(bytes.p, (int)bytes.n, NULL, NULL,
				       XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
	if (!x->reader)
		return fault(x, "no XML", err);
	xmlTextReaderSetStructuredErrorHandler(x->reader, keep_fault, x);
	return 0;
}

void xml_pull_close(struct xml_pull *x)
{
	if (x->reader)
		xmlFreeTextReader(x->reader);
	buf_release(&x->value);
	x->reader = NULL;
}

static const char *plain(const xmlChar *s)
{
	return s ? (const char *)s : "";
}

static void take_element(struct xml_pull *x, enum xml_kind kind)
{
	x->kind = kind;
	x->name = plain(xmlTextReaderConstLocalName(x->reader));
	x->space = plain(xmlTextReaderConstNamespaceUri(x->reader));
	x->depth = xmlTextReaderDepth(x->reader);
}

/* True when the node is one to be told. */
static bool take_node(struct xml_pull *x, int type)
{
	switch (type) {
	case XML_READER_TYPE_ELEMENT:
		take_element(x, XML_PULL_START);
		x->is_empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
		return true;
	case XML_READER_TYPE_END_ELEMENT:
		take_element(x, XML_PULL_END);
		return true;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
	case XML_READER_TYPE_WHITESPACE:
		x->kind = XML_PULL_TEXT;
		x->name = x->space = "";
		x->text = plain(xmlTextReaderConstValue(x->reader));
		x->depth = xmlTextReaderDepth(x->reader);
		return true;
	default:
		return false;
	}
}

int xml_pull_next(struct xml_pull *x, struct err *err)
{
	int ret, type;

	if (x->is_empty) {
		x->is_empty = false;
		x->kind = XML_PULL_END;
		return 1;
	}
	for (;;) {
		ret = xmlTextReaderRead(x->reader);
		if (ret < 0 || x->fault[0])
			return fault(x, x->fault[0] ? x->fault : "not well-formed", err);
		if (ret == 0)
			return 0;
		type = xmlTextReaderNodeType(x->reader);
		if (type == XML_READER_TYPE_DOCUMENT_TYPE ||
		    type == XML_READER_TYPE_ENTITY_REFERENCE)
			return fault(x, "has a document type declaration, which is not read", err);
		if (take_node(x, type))
			return 1;
	}
}

const char *xml_pull_attribute(struct xml_pull *x, const char *name)
{
	const char *found = NULL;

	while (!found && xmlTextReaderMoveToNextAttribute(x->reader) == 1) {
		if (strcmp(plain(xmlTextReaderConstLocalName(x->reader)), name) != 0)
			continue;
		buf_clear(&x->value);
		buf_puts(&x->value, plain(xmlTextReaderConstValue(x->reader)));
		found = x->value.p;
	}
	xmlTextReaderMoveToElement(x->reader);
	return found;
}

long xml_pull_number(struct xml_pull *x, const char *name, long otherwise)
{
	const char *s = xml_pull_attribute(x, name);
	char *end;
	long v;

	if (!s || *s == '\0')
		return otherwise;
	v = strtol(s, &end, 10);
	if (*end != '\0')
		return otherwise;
	return v > 1000000000 ? 1000000000 : v < -1000000000 ? -1000000000 : v;
}

bool xml_pull_is(const struct xml_pull *x, const char *name)
{
	return strcmp(x->name, name) == 0;
}

bool xml_pull_is_on(struct xml_pull *x)
{
	const char *s = xml_pull_attribute(x, "val");

	return !s || (strcmp(s, "0") != 0 && strcmp(s, "false") != 0 && strcmp(s, "off") != 0);
}

int xml_pull_inside(struct xml_pull *x, int depth, struct err *err)
{
	int ret = xml_pull_next(x, err);

	if (ret == 0)
		return fault(x, "ends within an element", err);
	return ret > 0 && x->kind == XML_PULL_END && x->depth == depth ? 0 : ret;
}

int xml_pull_skip(struct xml_pull *x, struct err *err)
{
	int ret, depth = x->depth;

	do
		ret = xml_pull_inside(x, depth, err);
	while (ret > 0);
	return ret;
}
