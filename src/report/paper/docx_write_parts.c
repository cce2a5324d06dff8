#include "report/paper/docx_write_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "core/file.h"
#include "report/paper/docx_write_styles.h"
#include "report/paper/printable.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD_NS "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define OFFICE_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OFFICE_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

enum {
	/* 1 January 1980, the first time that a ZIP can hold. */
	PART_TIME = 315532800,
	LONG = 16838,
	SHORT = 11906
};

struct docx_page docx_page(const struct doc *d)
{
	/* 37, 26, 35 and 28 mm. */
	static const struct docx_page upright = { SHORT, LONG, 2098, 1474, 1984, 1587 };
	static const struct docx_page turned = { LONG, SHORT, 1587, 2098, 1474, 1984 };

	return d->landscape ? turned : upright;
}

const char *docx_marks(const struct doc *d)
{
	if (d->draft && d->demo)
		return "送审稿　演示数据";
	return d->draft ? "送审稿" : d->demo ? "演示数据" : "";
}

/* The number between two dashes, in 宋体 of 14 pt, one character from the outer edge. */
static void put_footer(const struct doc *d, struct buf *b, const char *edge)
{
	(void)d;
	buf_printf(b,
		   XML "<w:ftr " WORD_NS "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"
		       "<w:ind w:%s=\"280\"/><w:jc w:val=\"%s\"/></w:pPr>"
		       "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>"
		       "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
		       "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
		   edge, edge);
}

static void put_footer_odd(const struct doc *d, struct buf *b)
{
	put_footer(d, b, "right");
}

static void put_footer_even(const struct doc *d, struct buf *b)
{
	put_footer(d, b, "left");
}

static void put_header(const struct doc *d, struct buf *b)
{
	buf_puts(b, XML "<w:hdr " WORD_NS "><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>"
			"<w:r><w:t xml:space=\"preserve\">");
	printable_markup(b, docx_marks(d), false);
	buf_puts(b, "</w:t></w:r></w:p></w:hdr>");
}

static void put_settings(const struct doc *d, struct buf *b)
{
	(void)d;
	buf_puts(b, XML "<w:settings " WORD_NS "><w:evenAndOddHeaders/>"
			"<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
			"<w:compatSetting w:name=\"compatibilityMode\" "
			"w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
			"</w:compat></w:settings>");
}

static void put_styles(const struct doc *d, struct buf *b)
{
	(void)d;
	buf_puts(b, XML "<w:styles " WORD_NS ">");
	docx_put_styles(b);
	buf_puts(b, "</w:styles>");
}

static void put_fonts(const struct doc *d, struct buf *b)
{
	(void)d;
	buf_puts(b, XML "<w:fonts " WORD_NS ">");
	docx_put_fonts(b);
	buf_puts(b, "</w:fonts>");
}

static void put_core(const struct doc *d, struct buf *b)
{
	buf_puts(b, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
			"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	printable_markup(b, d->title, false);
	buf_puts(b, "</dc:title><dc:creator>");
	printable_markup(b, d->issuer, false);
	buf_puts(b, "</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>");
}

/* Parts that word/document.xml refers to; a part's number in this list is its rId. */
static const struct part {
	const char *name, *kind, *relation;
	void (*put)(const struct doc *d, struct buf *b);
} parts[] = {
	{ "styles.xml", "styles", "styles", put_styles },
	{ "fontTable.xml", "fontTable", "fontTable", put_fonts },
	{ "settings.xml", "settings", "settings", put_settings },
	{ "footer1.xml", "footer", "footer", put_footer_odd },
	{ "footer2.xml", "footer", "footer", put_footer_even },
	{ "header1.xml", "header", "header", put_header },
	{ "header2.xml", "header", "header", put_header },
};

static size_t part_count(const struct doc *d)
{
	size_t n = sizeof(parts) / sizeof(*parts);

	return *docx_marks(d) ? n : n - 2;
}

static void put_types(const struct doc *d, struct buf *b)
{
	size_t i;

	buf_puts(b, XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
			"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
			"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
			"<Override PartName=\"/word/document.xml\" "
			"ContentType=\"" OFFICE_TYPE "document.main+xml\"/>"
			"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
			"vnd.openxmlformats-package.core-properties+xml\"/>");
	for (i = 0; i < part_count(d); i++)
		buf_printf(b,
			   "<Override PartName=\"/word/%s\" ContentType=\"" OFFICE_TYPE
			   "%s+xml\"/>",
			   parts[i].name, parts[i].kind);
	buf_puts(b, "</Types>");
}

static void put_root_relations(const struct doc *d, struct buf *b)
{
	(void)d;
	buf_puts(b, XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
			"<Relationship Id=\"rId1\" Type=\"" OFFICE_RELATION "officeDocument\" "
			"Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
			"relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
			"</Relationships>");
}

static void put_relations(const struct doc *d, struct buf *b)
{
	size_t i;

	buf_puts(b, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
	for (i = 0; i < part_count(d); i++)
		buf_printf(b,
			   "<Relationship Id=\"rId%zu\" Type=\"" OFFICE_RELATION
			   "%s\" Target=\"%s\"/>",
			   i + 1, parts[i].relation, parts[i].name);
	buf_puts(b, "</Relationships>");
}

/* The ZIP -------------------------------------------------------------------- */

static la_ssize_t zip_put(struct archive *a, void *arg, const void *p, size_t n)
{
	(void)a;
	buf_add(arg, p, n);
	return (la_ssize_t)n;
}

static int zip_fail(struct archive *a, const char *path, struct err *err)
{
	return err_set(err, ERR_IO, "%s: cannot pack: %s", path, archive_error_string(a));
}

static int zip_open(struct archive *a, struct buf *to, const char *path, struct err *err)
{
	if (archive_write_set_format_zip(a) != ARCHIVE_OK ||
	    archive_write_set_format_option(a, "zip", "compression-level", "6") != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
	    archive_write_open(a, to, NULL, zip_put, NULL) != ARCHIVE_OK)
		return zip_fail(a, path, err);
	return 0;
}

static int zip_add(struct archive *a, const char *name, struct str text, const char *path,
		   struct err *err)
{
	struct archive_entry *entry = archive_entry_new();
	int ret = 0;

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (int64_t)text.n);
	archive_entry_set_mtime(entry, PART_TIME, 0);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	if (archive_write_header(a, entry) != ARCHIVE_OK ||
	    archive_write_data(a, text.p, text.n) != (la_ssize_t)text.n)
		ret = zip_fail(a, path, err);
	archive_entry_free(entry);
	return ret;
}

static int zip_make(struct archive *a, const struct doc *d, const char *name,
		    void (*put)(const struct doc *d, struct buf *b), const char *path,
		    struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	put(d, &b);
	ret = zip_add(a, name, (struct str){ b.p, b.n }, path, err);
	buf_release(&b);
	return ret;
}

/* The content types come first, as the readers of streams like it. */
static int zip_add_all(struct archive *a, const struct doc *d, struct str document,
		       const char *path, struct err *err)
{
	char name[64];
	size_t i;

	if (zip_make(a, d, "[Content_Types].xml", put_types, path, err) < 0 ||
	    zip_make(a, d, "_rels/.rels", put_root_relations, path, err) < 0 ||
	    zip_add(a, "word/document.xml", document, path, err) < 0 ||
	    zip_make(a, d, "word/_rels/document.xml.rels", put_relations, path, err) < 0 ||
	    zip_make(a, d, "docProps/core.xml", put_core, path, err) < 0)
		return -1;
	for (i = 0; i < part_count(d); i++) {
		snprintf(name, sizeof(name), "word/%s", parts[i].name);
		if (zip_make(a, d, name, parts[i].put, path, err) < 0)
			return -1;
	}
	return 0;
}

int docx_pack(const struct doc *d, struct str document, const char *path, struct err *err)
{
	struct archive *a = archive_write_new();
	struct buf zip = BUF_INIT;
	int ret = -1;

	if (zip_open(a, &zip, path, err) < 0 || zip_add_all(a, d, document, path, err) < 0)
		goto out;
	if (archive_write_close(a) != ARCHIVE_OK) {
		zip_fail(a, path, err);
		goto out;
	}
	ret = file_save(path, 0644, (struct str){ zip.p, zip.n }, err);
out:
	archive_write_free(a);
	buf_release(&zip);
	return ret;
}
