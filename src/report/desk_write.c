/* The files of a report: one document in every format, its findings, its trace. */
#include <ctype.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/mem.h"
#include "report/desk.h"
#include "report/desk_doc.h"
#include "report/figure/narrative.h"
#include "report/rows_out.h"
#include "report/paper/write.h"

static int set_title(struct desk *d, struct err *err)
{
	struct buf title = BUF_INIT;
	int ret = narrative_text(&d->world, d->spec.title, json_root(d->spec.doc), &title, err);

	if (ret == 0)
		figure_set_text(&d->doc.title, title.p);
	buf_release(&title);
	return ret;
}

/* The day of signing is the one on which the report was entered: no clock is asked. */
static const char *signing_day(const struct desk *d)
{
	for (size_t i = 0; i < d->figures.n; i++)
		if (d->figures.items[i].when)
			return d->figures.items[i].when;
	return "";
}

int desk_document(struct desk *d, struct err *err)
{
	size_t i;

	if (d->spec.form)
		filled_doc(&d->report.filled, &d->doc);
	if (set_title(d, err) < 0)
		return -1;
	figure_set_text(&d->doc.issuer, d->site.name);
	figure_set_text(&d->doc.date, signing_day(d));
	d->doc.demo = d->site.is_demo;
	d->doc.draft = d->options->draft;
	desk_doc_mark(d, &d->doc);
	if (d->options->draft)
		desk_doc_front(d, &d->doc);
	for (i = 0; i < d->doc.nblocks; i++)
		if (d->doc.blocks[i].kind == DOC_TABLE &&
		    doc_table_finish(&d->doc.blocks[i].table, d->name, err) < 0)
			return -1;
	return 0;
}

/* Files --------------------------------------------------------------------- */

/* FOLDER/NAME-PERIOD.EXT, to be freed. */
static char *place(const struct desk *d, const char *folder, const char *ext)
{
	struct buf name = BUF_INIT;
	char *path;

	buf_printf(&name, "%s-%s%s", d->name, d->period_text, ext);
	path = file_join(folder, name.p);
	buf_release(&name);
	return path;
}

/* The page of sources has the name that it has in a release, in lower case: the page with the
 * numbers links to it, and is published as it is. */
static char *place_sources(const struct desk *d, const char *folder)
{
	char *path = place(d, folder, "-sources.html");

	for (char *p = strrchr(path, '/'); *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return path;
}

static int write_html(const struct desk *d, const char *folder, struct err *err)
{
	char *path = place(d, folder, ".html"), *sources = place_sources(d, folder);
	bool has_sources = d->figures.n > 0;
	struct doc definitions;
	int ret;

	doc_init(&definitions);
	desk_doc_sources(d, &definitions);
	ret = html_write(&d->doc, has_sources ? strrchr(sources, '/') + 1 : NULL, path, err);
	if (ret == 0 && has_sources) {
		ret = doc_table_finish(&definitions.blocks[0].table, d->name, err);
		if (ret == 0)
			ret = html_write(&definitions, NULL, sources, err);
	}
	doc_release(&definitions);
	free(path);
	free(sources);
	return ret;
}

static int write_as(const struct desk *d, const char *folder, const char *ext,
		    int (*write)(const struct doc *doc, const char *path, struct err *err),
		    struct err *err)
{
	char *path = place(d, folder, ext);
	int ret = write(&d->doc, path, err);

	free(path);
	return ret;
}

static int write_twin(const struct desk *d, const char *folder, struct err *err)
{
	char *path = place(d, folder, ".json");
	struct buf b = BUF_INIT;
	int ret;

	if (d->spec.form)
		filled_json(&d->report.filled, &b);
	else
		desk_yearbook_json(d, &b);
	ret = file_save(path, 0644, (struct str){ b.p, b.n }, err);
	buf_release(&b);
	free(path);
	return ret;
}

static int write_findings(const struct desk *d, const char *folder, struct err *err)
{
	char *text = file_join(folder, "check.txt"), *json = file_join(folder, "check.json");
	struct buf b = BUF_INIT;
	int ret;

	verdicts_text(&d->verdicts, &b);
	ret = file_save(text, 0644, (struct str){ b.p, b.n }, err);
	if (ret == 0) {
		buf_clear(&b);
		verdicts_json(&d->verdicts, d->doc.title, &b);
		ret = file_save(json, 0644, (struct str){ b.p, b.n }, err);
	}
	buf_release(&b);
	free(text);
	free(json);
	return ret;
}

static int write_all(const struct desk *d, const char *folder, struct err *err)
{
	if (write_as(d, folder, ".docx", docx_write, err) < 0 ||
	    write_as(d, folder, ".pdf", pdf_write, err) < 0 ||
	    write_as(d, folder, ".xlsx", xlsx_book_write, err) < 0 ||
	    write_html(d, folder, err) < 0 || write_twin(d, folder, err) < 0)
		return -1;
	return write_findings(d, folder, err);
}

/* Of what stands in the figures only the private side may see the keys. */
static int write_trace(const struct desk *d, struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	if (!d->options->trace)
		return 0;
	figures_json(&d->figures, true, &b);
	ret = file_save(d->options->trace, 0600, (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}

int desk_write(struct desk *d, struct err *err)
{
	struct tree tree = TREE_INIT;
	int ret = -1;

	if (tree_may_replace(d->options->output, "check.json", "report", err) < 0 ||
	    tree_create(&tree, d->options->output, err) < 0)
		return -1;
	if (write_all(d, tree.temp, err) == 0 && write_trace(d, err) == 0 &&
	    (!d->options->rows || rows_out_write(d, d->options->rows, err) == 0))
		ret = tree_commit(&tree, 1, err);
	tree_abort(&tree);
	return ret;
}
