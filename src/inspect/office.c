#include "inspect/office.h"

#include <ctype.h>

/* Where parts stand, and what they are. */
static const struct {
	const char *prefix, *what;
} parts[] = {
	{ "xl/comments/", "threaded comments" },
	{ "xl/threadedComments", "threaded comments" },
	{ "xl/persons", "authors of comments" },
	{ "xl/externalLinks", "external link" },
	{ "xl/pivotCache", "pivot cache" },
	{ "xl/pivotTables", "pivot table" },
	{ "xl/embeddings", "embedded object" },
	{ "xl/media", "embedded picture" },
	{ "xl/printerSettings", "printer settings" },
	{ "xl/connections.xml", "data connection" },
	{ "xl/queryTables", "data connection" },
	{ "xl/model", "data model" },
	{ "xl/customProperty", "custom property" },
	{ "xl/customData", "custom data" },
	{ "xl/revisions", "tracked changes" },
	{ "xl/activeX", "active control" },
	{ "xl/ctrlProps", "active control" },
	{ "xl/macrosheets", "macro" },
	{ "xl/dialogsheets", "macro" },
	{ "xl/webextensions", "web extension" },
	{ "xl/slicer", "slicer" },
	{ "word/comments", "comment" },
	{ "word/people.xml", "authors of comments" },
	{ "word/embeddings", "embedded object" },
	{ "word/media", "embedded picture" },
	{ "word/activeX", "active control" },
	{ "word/printerSettings", "printer settings" },
	{ "word/glossary", "glossary document" },
	{ "word/afchunk", "embedded object" },
	{ "ppt/comments", "comment" },
	{ "ppt/notesSlides", "notes" },
	{ "ppt/embeddings", "embedded object" },
	{ "ppt/media", "embedded picture" },
	{ "customXml/", "custom XML" },
	{ "docProps/custom.xml", "custom property" },
	{ "docProps/thumbnail", "preview picture" },
	{ "_xmlsignatures", "signature of a person" },
};

static bool has_prefix(struct str s, const char *prefix)
{
	size_t i, n = strlen(prefix);

	if (s.n < n)
		return false;
	for (i = 0; i < n; i++)
		if (tolower((unsigned char)s.p[i]) != tolower((unsigned char)prefix[i]))
			return false;
	return true;
}

void office_part(struct walk *w, const char *file, struct str path)
{
	size_t i;

	if (path.n && path.p[0] == '/')
		path = (struct str){ path.p + 1, path.n - 1 };
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (has_prefix(path, parts[i].prefix))
			walk_structure(w, file, parts[i].what, "");
	if (memmem(path.p, path.n, "vbaProject", 10))
		walk_structure(w, file, "macro", "");
}

/* Elements and attributes, looked for in the parts with this prefix. */
struct sign {
	const char *prefix;
	const char *element;   /* with its '<', prefix of the namespace included */
	const char *attribute; /* NULL: the element itself */
	const char *value;     /* its start; NULL: any but 0 and false */
	const char *what;
};

static const struct sign signs[] = {
	{ "xl/workbook", "<sheet ", "state", "hidden", "hidden sheet" },
	{ "xl/workbook", "<sheet ", "state", "veryHidden", "hidden sheet" },
	{ "xl/workbook", "<externalReference", NULL, NULL, "external link" },
	{ "xl/workbook", "<fileSharing", NULL, NULL, "name of an author" },
	{ "xl/worksheets", "<row ", "hidden", NULL, "hidden rows" },
	{ "xl/worksheets", "<col ", "hidden", NULL, "hidden columns" },
	{ "xl/worksheets", "<oleObject", NULL, NULL, "embedded object" },
	{ "xl/worksheets", "<scenario ", NULL, NULL, "scenarios" },
	{ "word/", "<w:del ", NULL, NULL, "tracked changes" },
	{ "word/", "<w:ins ", NULL, NULL, "tracked changes" },
	{ "word/", "<w:moveFrom ", NULL, NULL, "tracked changes" },
	{ "word/", "<w:rPrChange ", NULL, NULL, "tracked changes" },
	{ "word/", "<w:pPrChange ", NULL, NULL, "tracked changes" },
	{ "word/document", "<w:vanish", NULL, NULL, "hidden text" },
	{ "word/", "<w:webHidden", NULL, NULL, "hidden text" },
	{ "word/", "<w:object", NULL, NULL, "embedded object" },
	{ "word/", "<w:altChunk", NULL, NULL, "embedded object" },
	{ "word/settings", "<w:mailMerge", NULL, NULL, "data connection" },
	{ "word/settings", "<w:docVar ", NULL, NULL, "document variable" },
	{ "docProps/app", "<Manager>", NULL, NULL, "name of an author" },
	{ "docProps/app", "<HyperlinkBase>", NULL, NULL, "external link" },
	{ "ppt/", "<p:sld ", "show", "0", "hidden slide" },
};

/* The value of an attribute in the tag; p NULL: it has none. */
static struct str attribute(struct str tag, const char *name)
{
	size_t n = strlen(name);
	const char *p = tag.p, *end = tag.p + tag.n, *close;

	while ((p = memmem(p, (size_t)(end - p), name, n)) != NULL) {
		const char *q = p + n;

		while (q < end && isspace((unsigned char)*q))
			q++;
		if (p > tag.p && (isspace((unsigned char)p[-1]) || p[-1] == ':') && q < end &&
		    *q == '=') {
			for (q++; q < end && isspace((unsigned char)*q);)
				q++;
			if (q < end && (*q == '"' || *q == '\'')) {
				close = memchr(q + 1, *q, (size_t)(end - q - 1));
				return (struct str){ q + 1,
						     (size_t)((close ? close : end) - q - 1) };
			}
		}
		p += n;
	}
	return (struct str){ NULL, 0 };
}

static struct str tag_at(const char *p, const char *end)
{
	const char *close = memchr(p, '>', (size_t)(end - p));

	return (struct str){ p, (size_t)((close ? close : end) - p) };
}

static bool is_true(struct str value)
{
	return value.p && !str_is(value, STR("0")) && !str_is(value, STR("false"));
}

static bool has_sign(const struct sign *s, struct str tag)
{
	struct str value;

	if (!s->attribute)
		return true;
	value = attribute(tag, s->attribute);
	return s->value ? value.p && has_prefix(value, s->value) : is_true(value);
}

static void look_for(struct walk *w, const struct body *body, struct str text, const struct sign *s)
{
	const char *p = text.p, *end = text.p + text.n;
	size_t n = strlen(s->element);

	while ((p = memmem(p, (size_t)(end - p), s->element, n)) != NULL) {
		if (has_sign(s, tag_at(p, end))) {
			walk_structure(w, body->file, s->what, "");
			return;
		}
		p += n;
	}
}

/* Names that Excel makes itself begin with _xlnm; others can hold any formula. */
static void look_for_names(struct walk *w, const struct body *body, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	struct str name;

	while ((p = memmem(p, (size_t)(end - p), "<definedName ", 13)) != NULL) {
		name = attribute(tag_at(p, end), "name");
		if (!has_prefix(name, "_xlnm."))
			walk_structure(w, body->file, "defined name", "");
		p += 13;
	}
}

/* The packager explains its headings in comments; no other cell has one. */
static void look_for_comments(struct walk *w, const struct body *body, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	struct str ref;
	size_t i;

	while ((p = memmem(p, (size_t)(end - p), "<comment ", 9)) != NULL) {
		ref = attribute(tag_at(p, end), "ref");
		for (i = 0; i < ref.n && isalpha((unsigned char)ref.p[i]); i++)
			;
		if (ref.n != i + 1 || ref.p[i] != '1')
			walk_structure(w, body->file, "comment", "");
		p += 9;
	}
}

/* A link to a web page is text like any other; one to a file or template is not. */
static void look_for_targets(struct walk *w, const struct body *body, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	struct str tag, type, target;

	while ((p = memmem(p, (size_t)(end - p), "<Relationship ", 14)) != NULL) {
		tag = tag_at(p, end);
		type = attribute(tag, "Type");
		target = attribute(tag, "Target");
		p += 14;
		if (!str_is(attribute(tag, "TargetMode"), STR("External")))
			continue;
		if (type.n > 10 && memcmp(type.p + type.n - 10, "/hyperlink", 10) == 0 &&
		    (has_prefix(target, "http://") || has_prefix(target, "https://")))
			continue;
		walk_structure(w, body->file, "external link", "");
	}
}

void office_look(struct walk *w, const struct body *body, struct str text)
{
	struct str path = str_of(body->name);
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (has_prefix(path, signs[i].prefix))
			look_for(w, body, text, &signs[i]);
	if (has_prefix(path, "xl/workbook"))
		look_for_names(w, body, text);
	if (has_prefix(path, "xl/comments"))
		look_for_comments(w, body, text);
	if (path.n > 5 && memcmp(path.p + path.n - 5, ".rels", 5) == 0)
		look_for_targets(w, body, text);
}
