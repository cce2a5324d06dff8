/* A document as one page of HTML: no script, nothing from elsewhere, the same bytes each time. */
#include "core/file.h"
#include "report/paper/html_table.h"
#include "report/paper/html_text.h"
#include "report/paper/printable.h"
#include "report/paper/write.h"

/* Colours pass WCAG AA on white: #1b1b1b, #1a5490 7.6:1, #595959 7:1, #8a1010 9:1. */
static const char style[] =
	"body{margin:0;font:1rem/1.75 'Noto Sans CJK SC','Microsoft YaHei','PingFang "
	"SC',sans-serif;"
	"color:#1b1b1b;background:#fff;overflow-wrap:anywhere}\n"
	"header,main,footer{max-width:64rem;margin:0 auto;padding:0 1rem}\n"
	"h1{font-size:1.6rem;line-height:1.4;text-align:center;margin:1.5rem 0}\n"
	"h2{font-size:1.25rem;margin:1.5em 0 .5em}\n"
	"h3{font-size:1.1rem;margin:1.2em 0 .4em}\n"
	"h4{font-size:1rem;margin:1em 0 .4em}\n"
	"main p{margin:.6em 0;text-indent:2em}\n"
	"a{color:#1a5490}\n"
	"a:focus-visible,.scroll:focus-visible{outline:3px solid #1a5490;outline-offset:2px}\n"
	":target{background:#fff3bf}\n"
	".state{border:2px solid #8a1010;color:#8a1010;font-weight:bold;text-align:center;"
	"margin:1rem 0;padding:.3rem .6rem}\n"
	".scroll{overflow-x:auto;margin:1em 0}\n"
	"table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45;"
	"font-variant-numeric:tabular-nums}\n"
	"caption{font-weight:bold;padding:.4em 0}\n"
	".unit{display:block;text-align:right;font-weight:normal}\n"
	"th,td{border:1px solid #767676;padding:.3em .5em}\n"
	"th{background:#f2f5f8;font-weight:normal;min-width:3.2em;text-wrap:balance}\n"
	"th[scope=row]{text-align:left;min-width:8em}\n"
	"th.c,td{text-align:center}\n"
	"td.n{white-space:nowrap}\n"
	".right td.n{text-align:right}\n"
	".i1{padding-left:1.5em}\n"
	".i2{padding-left:2.5em}\n"
	".i3{padding-left:3.5em}\n"
	".i4{padding-left:4.5em}\n"
	".i5{padding-left:5.5em}\n"
	".i6{padding-left:6.5em}\n"
	"main p.note{color:#595959;font-size:.875rem;text-indent:0;margin:.2em 0}\n"
	"svg{display:block}\n"
	".sign{text-align:right}\n"
	".form,dl{font-size:.875rem}\n"
	"dt{margin-top:.6em}\n"
	"dd{margin:0 0 0 1em}\n"
	"@media(max-width:40rem){caption,.unit{text-align:left}}\n"
	"@media print{\n"
	"body{font:12pt/1.6 FangSong,'仿宋','Noto Serif CJK SC',serif}\n"
	"header,main,footer{max-width:none;padding:0}\n"
	".scroll{overflow:visible}\n"
	"table{font-size:8pt}\n"
	"th,td{padding:.15em .3em}\n"
	"th[scope=row]{min-width:6em}\n"
	"thead{display:table-header-group}\n"
	"tr,.scroll svg{break-inside:avoid}\n"
	"h2,h3,h4,caption{break-after:avoid}\n"
	".page{break-before:page}\n"
	"svg{max-width:100%;height:auto}\n"
	"a{color:inherit;text-decoration:none}\n"
	"}\n";

struct page {
	struct buf b;
	const struct doc *d;
	const char *definitions;
	const char *heading; /* the last one */
	int level;	     /* of the last heading: 1 is the title */
	int ntables, ncharts;
	bool breaks; /* the next block begins a page */
};

static const char *state_of(const struct doc *d)
{
	if (d->draft)
		return d->demo ? "送审稿　演示数据" : "送审稿";
	return d->demo ? "演示数据" : "";
}

static void put_head(struct page *p)
{
	buf_puts(&p->b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
			"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
			"<title>");
	printable_markup(&p->b, p->d->title, false);
	buf_puts(&p->b, "</title>\n");
	if (*p->d->issuer) {
		buf_puts(&p->b, "<meta name=\"author\" content=\"");
		printable_markup(&p->b, p->d->issuer, false);
		buf_puts(&p->b, "\">\n");
	}
	buf_printf(&p->b, "<style>\n%s@page{size:A4%s;margin:%s;", style,
		   p->d->landscape ? " landscape" : "",
		   p->d->landscape ? "28mm 36mm 26mm" : "37mm 26mm 35mm 28mm");
	buf_printf(&p->b, "@top-center{content:'%s';color:#8a1010}", state_of(p->d));
	buf_puts(&p->b, "@bottom-center{content:'— ' counter(page) ' —'}}\n</style>\n"
			"</head>\n<body>\n");
}

static void put_state(struct page *p)
{
	if (!p->d->draft && !p->d->demo)
		return;
	buf_puts(&p->b, "<header>\n");
	buf_printf(&p->b, "<p class=\"state\">%s</p>\n", state_of(p->d));
	buf_puts(&p->b, "</header>\n");
}

static const char *page_class(struct page *p)
{
	const char *text = p->breaks ? " class=\"page\"" : "";

	p->breaks = false;
	return text;
}

/* A level is never left out on the way down. */
static void put_heading(struct page *p, const struct doc_block *b)
{
	int level = b->level + 1 > p->level + 1 ? p->level + 1 : b->level + 1;

	level = level < 2 ? 2 : level > 4 ? 4 : level;
	buf_printf(&p->b, "<h%d%s>", level, page_class(p));
	html_text(&p->b, b->text);
	buf_printf(&p->b, "</h%d>\n", level);
	p->level = level;
	p->heading = b->text;
}

static void put_charts(struct page *p, const struct doc_charts *c)
{
	buf_printf(&p->b,
		   "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"图%d：",
		   ++p->ncharts);
	printable_markup(&p->b, c->title, false);
	buf_puts(&p->b, "\">\n");
	charts_svg(c, &p->b);
	buf_puts(&p->b, "</div>\n");
}

static void put_block(struct page *p, const struct doc_block *b)
{
	switch (b->kind) {
	case DOC_HEADING:
		put_heading(p, b);
		break;
	case DOC_PARAGRAPH:
		buf_printf(&p->b, "<p%s>", page_class(p));
		html_text(&p->b, b->text);
		buf_puts(&p->b, "</p>\n");
		break;
	case DOC_TABLE:
		html_table(&p->b, &b->table, ++p->ntables, p->heading, p->definitions);
		break;
	case DOC_CHARTS:
		put_charts(p, &b->charts);
		break;
	case DOC_PAGE_BREAK:
		p->breaks = true;
		break;
	}
}

/* Where the numbers come from, unless that is told in another file. */
static void put_definitions(struct page *p)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < p->d->nblocks; i++)
		if (p->d->blocks[i].kind == DOC_TABLE)
			html_table_definitions(&list, &p->d->blocks[i].table);
	if (list.n && (!p->definitions || !*p->definitions)) {
		buf_puts(&p->b, "<section class=\"from\">\n<h2>数据来源</h2>\n<dl>\n");
		buf_add(&p->b, list.p, list.n);
		buf_puts(&p->b, "</dl>\n</section>\n");
	}
	buf_release(&list);
}

static void put_line(struct buf *b, const char *class, const char *before, const char *text)
{
	if (!*text)
		return;
	buf_printf(b, "<p class=\"%s\">%s", class, before);
	html_text(b, text);
	buf_puts(b, "</p>\n");
}

static void put_end(struct page *p)
{
	struct buf day = BUF_INIT;

	printable_day(&day, p->d->date);
	buf_puts(&p->b, "</main>\n<footer>\n");
	put_line(&p->b, "sign", "", p->d->issuer);
	put_line(&p->b, "sign", "", day.p);
	put_line(&p->b, "form", "报告格式：", p->d->form);
	put_definitions(p);
	buf_puts(&p->b, "</footer>\n</body>\n</html>\n");
	buf_release(&day);
}

int html_write(const struct doc *d, const char *definitions, const char *path, struct err *err)
{
	struct page p = {
		.b = BUF_INIT, .d = d, .definitions = definitions, .heading = d->title, .level = 1
	};
	size_t i;
	int ret;

	put_head(&p);
	put_state(&p);
	buf_puts(&p.b, "<main>\n<h1>");
	html_text(&p.b, d->title);
	buf_puts(&p.b, "</h1>\n");
	for (i = 0; i < d->nblocks; i++)
		put_block(&p, &d->blocks[i]);
	put_end(&p);
	ret = file_save(path, 0644, (struct str){ p.b.p, p.b.n }, err);
	buf_release(&p.b);
	return ret;
}
