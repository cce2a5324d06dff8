#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include "page_doc.h"
#include "report/paper/html_heads.h"
#include "report/paper/html_text.h"
#include "report/paper/write.h"
#include "scratch.h"

static struct buf page_of(const struct doc *d, const char *definitions)
{
	char *dir = scratch_new(), *path = file_join(dir, "page.html");
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(html_write(d, definitions, path, &err), 0);
	assert_int_equal(file_read(path, 1 << 24, &b, ERR_SOURCE, &err), 0);
	free(path);
	scratch_remove(dir);
	return b;
}

static htmlDocPtr parse(const struct buf *b)
{
	htmlDocPtr page = htmlReadMemory(b->p, (int)b->n, "page", "UTF-8",
					 HTML_PARSE_NONET | HTML_PARSE_NOERROR |
						 HTML_PARSE_NOWARNING);

	assert_non_null(page);
	return page;
}

/* How many nodes an XPath finds; the text of the first one. */
static int find(htmlDocPtr page, const char *path, char **text)
{
	xmlXPathContext *context = xmlXPathNewContext(page);
	xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, context);
	int n = found && found->nodesetval ? found->nodesetval->nodeNr : 0;

	if (text) {
		xmlChar *content = n ? xmlNodeGetContent(found->nodesetval->nodeTab[0]) : NULL;

		*text = strdup(content ? (char *)content : "");
		xmlFree(content);
	}
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return n;
}

static void assert_text(htmlDocPtr page, const char *path, const char *wanted)
{
	char *text;

	assert_true(find(page, path, &text) > 0);
	assert_string_equal(text, wanted);
	free(text);
}

static void every_number_stands_under_its_id(void **state)
{
	struct doc d;
	struct buf b;
	htmlDocPtr page;
	char path[128], number[32];
	int r, k;

	(void)state;
	page_report(&d);
	b = page_of(&d, NULL);
	page = parse(&b);
	for (r = 0; r < 25; r++)
		for (k = 0; k < 7; k++) {
			struct buf text = BUF_INIT;

			printable_number(&text, annual_table3[r][k], 0);
			snprintf(number, sizeof(number), "%s", text.p);
			buf_release(&text);
			snprintf(path, sizeof(path), "//td[@id='表三/r%d/%s']", r + 1,
				 page_columns[k]);
			assert_text(page, path, number);
		}
	assert_int_equal(find(page, "//td//a", NULL), 0);
	xmlFreeDoc(page);
	buf_release(&b);
	doc_release(&d);
}

/* The heads of one number, in the order of headers=, joined by "／". */
static void assert_heads(htmlDocPtr page, const char *key, const char *wanted)
{
	char path[160], *ids, *id, *rest, *text;
	struct buf b = BUF_INIT;

	snprintf(path, sizeof(path), "//td[@id='%s']/@headers", key);
	assert_int_equal(find(page, path, &ids), 1);
	for (id = ids; id && *id; id = rest) {
		rest = strchr(id, ' ');
		if (rest)
			*rest++ = '\0';
		snprintf(path, sizeof(path), "//th[@id='%s']", id);
		assert_int_equal(find(page, path, &text), 1);
		buf_printf(&b, "%s%s", b.n ? "／" : "", text);
		free(text);
	}
	assert_string_equal(b.p, wanted);
	buf_release(&b);
	free(ids);
}

static void number_names_all_its_heads(void **state)
{
	struct doc d;
	struct buf b;
	htmlDocPtr page;

	(void)state;
	page_report(&d);
	b = page_of(&d, NULL);
	page = parse(&b);
	assert_heads(page, "表三/r5/商业企业",
		     "申请人情况／法人或其他组织／商业企业／三、本年度办理结果／（三）不予公开／"
		     "1.属于国家秘密");
	assert_heads(page, "表三/r25/总计", "申请人情况／总计／四、结转下年度继续办理");
	assert_heads(page, "表四/r1/7", "行政诉讼／未经复议直接起诉／其他结果");
	assert_heads(page, "表二/规范性文件/废止",
		     "第二十条第（一）项／本年废止件数／行政规范性文件");
	assert_heads(page, "行政处罚", "第二十条第（五）项／本年处理决定数量／行政处罚");
	/* Every number of the tables with spans has heads, and every one of them is there. */
	assert_int_equal(find(page, "//td[@class='n'][not(@headers)]", NULL), 0);
	assert_int_equal(find(page, "//th[not(@scope)]", NULL), 0);
	assert_text(page, "//th[.='三、本年度办理结果']/@scope", "rowgroup");
	assert_text(page, "//th[.='法人或其他组织']/@scope", "colgroup");
	assert_text(page, "//th[.='自然人']/@scope", "col");
	assert_text(page, "//th[.='2.重复申请']/@scope", "row");
	assert_int_equal(find(page, "//th[.='三、本年度办理结果']/ancestor::tbody/tr", NULL), 22);
	xmlFreeDoc(page);
	buf_release(&b);
	doc_release(&d);
}

static void title_of_a_section_is_a_head_beside_those_on_top(void **state)
{
	struct doc d;
	struct doc_table *t;
	struct html_heads h;
	struct err err = ERR_INIT;
	int *heads;
	size_t n;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "月报", "月报");
	t->nhead = 1;
	page_head(t, 0, 0, 1, 1, "指标");
	page_head(t, 0, 1, 1, 1, "数量");
	page_head(t, 1, 0, 1, 2, "一、综合");
	page_head(t, 2, 0, 1, 1, "镇");
	page_number(t, 2, 1, 1, 653, "a");
	assert_int_equal(doc_table_finish(t, "t", &err), 0);
	html_heads_make(t, &h);
	heads = html_heads_of(&h, 4, &n);
	assert_int_equal(n, 3);
	assert_int_equal(heads[0], 1);
	assert_int_equal(heads[1], 2);
	assert_int_equal(heads[2], 3);
	assert_string_equal(html_heads_scope(&h, 2), "rowgroup");
	assert_true(html_heads_begins_body(&h, 1));
	free(heads);
	html_heads_release(&h);
	doc_release(&d);
}

static void number_links_to_its_definition(void **state)
{
	struct doc d;
	struct buf b;
	htmlDocPtr page;

	(void)state;
	page_report(&d);
	b = page_of(&d, "");
	page = parse(&b);
	assert_int_equal(find(page, "//td//a", NULL), 1);
	assert_text(page, "//td[@id='行政强制']/a/@href",
		    "#d:%E8%A1%8C%E6%94%BF%E5%BC%BA%E5%88%B6");
	assert_text(page, "//div[@id='d:行政强制']/dt",
		    "主动公开政府信息情况／第二十条第（五）项／本年处理决定数量／行政强制");
	xmlFreeDoc(page);
	buf_release(&b);
	b = page_of(&d, "definitions.html");
	page = parse(&b);
	assert_int_equal(find(page, "//td[@id]/a", NULL), 175 + 15 + 6);
	assert_int_equal(find(page, "//dl", NULL), 0);
	assert_text(page, "//td[@id='表四/r1/7']/a/@href",
		    "definitions.html#%E8%A1%A8%E5%9B%9B/r1/7");
	xmlFreeDoc(page);
	buf_release(&b);
	doc_release(&d);
}

static void ids_survive_a_link(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	html_id(&b, "a b%20\"<~:#é");
	assert_string_equal(b.p, "a~20b~2520~22~3C~7E~3A~23é");
	buf_clear(&b);
	html_fragment(&b, "表 1");
	assert_string_equal(b.p, "%E8%A1%A8~201");
	buf_release(&b);
}

#define EVIL "</p></td><script>alert(1)</script><img src=x onerror=alert(1)>\" onx='&amp;\x01\x1b"

static void make_evil(struct doc *d)
{
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct doc_charts *c;
	struct doc_cell *cell;

	doc_init(d);
	page_text(&d->title, EVIL);
	page_text(&d->issuer, EVIL);
	page_text(&d->date, EVIL);
	page_text(&d->form, EVIL);
	doc_heading(d, 3, EVIL);
	doc_paragraph(d, EVIL);
	t = doc_table(d, EVIL, EVIL);
	free(t->unit);
	t->unit = strdup(EVIL);
	page_head(t, 0, 0, 1, 1, EVIL);
	cell = doc_cell(t, 1, 0, 1, 1, EVIL);
	cell->key = strdup(EVIL);
	cell->from = strdup(EVIL);
	cell->mark = strdup(EVIL);
	doc_note(t, EVIL);
	assert_int_equal(doc_table_finish(t, "evil", &err), 0);
	c = doc_charts(d, EVIL, EVIL, 0);
	doc_point(doc_series(c, EVIL), EVIL, 1, false);
}

static void texts_from_outside_stay_text(void **state)
{
	static const char *const where[] = { "", "x\"><script>1</script>", NULL };
	struct doc d;
	int i;

	(void)state;
	make_evil(&d);
	for (i = 0; i < 3; i++) {
		struct buf b = page_of(&d, where[i]);
		htmlDocPtr page = parse(&b);

		assert_int_equal(find(page, "//script | //img | //@onx | //@onerror", NULL), 0);
		assert_int_equal(find(page, "//h1 | //h2 | //td | //table", NULL),
				 4 + (where[i] == NULL || !*where[i]));
		assert_null(memchr(b.p, 0x1b, b.n));
		xmlFreeDoc(page);
		buf_release(&b);
	}
	doc_release(&d);
}

static void page_asks_for_nothing_and_says_its_state(void **state)
{
	struct doc d;
	struct buf b, again;
	htmlDocPtr page;

	(void)state;
	page_report(&d);
	d.draft = true;
	b = page_of(&d, NULL);
	page = parse(&b);
	assert_int_equal(find(page, "//script | //link | //@src | //iframe", NULL), 0);
	assert_null(strstr(b.p, "url("));
	assert_null(strstr(b.p, "@import"));
	assert_text(page, "//header/p", "送审稿　演示数据");
	assert_text(page, "/html/@lang", "zh-CN");
	assert_text(page, "//table[3]/../@role | //div[table][1]/@role", "region");
	assert_int_equal(find(page, "//div[@role='region'][@tabindex='0'][@aria-label]", NULL), 4);
	xmlFreeDoc(page);
	setlocale(LC_ALL, "");
	again = page_of(&d, NULL);
	assert_true(b.n == again.n && memcmp(b.p, again.p, b.n) == 0);
	buf_release(&b);
	buf_release(&again);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_stands_under_its_id),
		cmocka_unit_test(number_names_all_its_heads),
		cmocka_unit_test(title_of_a_section_is_a_head_beside_those_on_top),
		cmocka_unit_test(number_links_to_its_definition),
		cmocka_unit_test(ids_survive_a_link),
		cmocka_unit_test(texts_from_outside_stay_text),
		cmocka_unit_test(page_asks_for_nothing_and_says_its_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
