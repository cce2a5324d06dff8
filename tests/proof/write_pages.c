/* The pages of an annual report and of hostile texts, for other people's judges: DIR/report.html,
 * report.pdf, charts.svg and hostile.html. */
#include <stdio.h>

#include "../unit/page_doc.h"
#include "core/file.h"
#include "report/paper/write.h"

static const char evil[] = "</p></td><script>alert(1)</script><img src=http://x.example/ "
			   "onerror=alert(1)>\" onclick='alert(2)&amp;";

static void make_hostile(struct doc *d)
{
	struct doc_table *t;
	struct doc_cell *c;

	doc_init(d);
	page_text(&d->title, evil);
	page_text(&d->issuer, evil);
	d->draft = true;
	doc_heading(d, 3, evil);
	doc_paragraph(d, evil);
	t = doc_table(d, evil, evil);
	page_head(t, 0, 0, 1, 1, evil);
	c = doc_cell(t, 1, 0, 1, 1, evil);
	c->key = strdup(evil);
	c->from = strdup(evil);
	doc_note(t, evil);
	doc_point(doc_series(doc_charts(d, evil, evil, 0), evil), evil, 1, false);
}

static int save(const struct doc *d, const char *dir, const char *name, struct err *err)
{
	char *path = file_join(dir, name);
	const char *ext = strrchr(name, '.');
	struct buf svg = BUF_INIT;
	size_t i = 0;
	int ret;

	if (strcmp(ext, ".html") == 0) {
		ret = html_write(d, "", path, err);
	} else if (strcmp(ext, ".pdf") == 0) {
		ret = pdf_write(d, path, err);
	} else {
		while (d->blocks[i].kind != DOC_CHARTS)
			i++;
		charts_svg(&d->blocks[i].charts, &svg);
		ret = file_save(path, 0644, (struct str){ svg.p, svg.n }, err);
	}
	buf_release(&svg);
	free(path);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct doc report, hostile;
	int ret;

	if (argc != 2)
		return ERR_USAGE;
	page_report(&report);
	make_hostile(&hostile);
	ret = save(&report, argv[1], "report.html", &err) < 0 ||
	      save(&report, argv[1], "report.pdf", &err) < 0 ||
	      save(&report, argv[1], "charts.svg", &err) < 0 ||
	      save(&hostile, argv[1], "hostile.html", &err) < 0;
	if (ret)
		fprintf(stderr, "write_pages: %s\n", err.msg);
	doc_release(&report);
	doc_release(&hostile);
	return ret ? (int)err.kind : 0;
}
