/*
 * page_doc: an annual report as a document: the published table of 25 by 7 numbers with
 * its printed spans, table four, text, notes and small multiples.
 */
#ifndef TEST_PAGE_DOC_H
#define TEST_PAGE_DOC_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annual_numbers.h"
#include "report/paper/doc.h"
#include "report/paper/printable.h"

static const char *const page_columns[7] = { "自然人",	     "商业企业", "科研机构", "社会公益组织",
					     "法律服务机构", "其他",	 "总计" };

/* Labels of the body: row, column, rowspan, colspan. */
static const struct page_label {
	int row, column, rowspan, colspan;
	const char *text;
} page_labels[] = {
	{ 0, 0, 1, 3, "一、本年新收政府信息公开申请数量" },
	{ 1, 0, 1, 3, "二、上年结转政府信息公开申请数量" },
	{ 2, 0, 22, 1, "三、本年度办理结果" },
	{ 2, 1, 1, 2, "（一）予以公开" },
	{ 3, 1, 1, 2, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）" },
	{ 4, 1, 8, 1, "（三）不予公开" },
	{ 4, 2, 1, 1, "1.属于国家秘密" },
	{ 5, 2, 1, 1, "2.其他法律行政法规禁止公开" },
	{ 6, 2, 1, 1, "3.危及“三安全一稳定”" },
	{ 7, 2, 1, 1, "4.保护第三方合法权益" },
	{ 8, 2, 1, 1, "5.属于三类内部事务信息" },
	{ 9, 2, 1, 1, "6.属于四类过程性信息" },
	{ 10, 2, 1, 1, "7.属于行政执法案卷" },
	{ 11, 2, 1, 1, "8.属于行政查询事项" },
	{ 12, 1, 3, 1, "（四）无法提供" },
	{ 12, 2, 1, 1, "1.本机关不掌握相关政府信息" },
	{ 13, 2, 1, 1, "2.没有现成信息需要另行制作" },
	{ 14, 2, 1, 1, "3.补正后申请内容仍不明确" },
	{ 15, 1, 5, 1, "（五）不予处理" },
	{ 15, 2, 1, 1, "1.信访举报投诉类申请" },
	{ 16, 2, 1, 1, "2.重复申请" },
	{ 17, 2, 1, 1, "3.要求提供公开出版物" },
	{ 18, 2, 1, 1, "4.无正当理由大量反复申请" },
	{ 19, 2, 1, 1, "5.要求行政机关确认或重新出具已获取信息" },
	{ 20, 1, 3, 1, "（六）其他处理" },
	{ 20, 2, 1, 1, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请" },
	{ 21, 2, 1, 1, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请" },
	{ 22, 2, 1, 1, "3.其他" },
	{ 23, 1, 1, 2, "（七）总计" },
	{ 24, 0, 1, 3, "四、结转下年度继续办理" },
};

static inline void page_text(char **to, const char *text)
{
	free(*to);
	*to = strdup(text);
}

static inline void page_head(struct doc_table *t, int row, int column, int rowspan, int colspan,
			     const char *text)
{
	doc_cell(t, row, column, rowspan, colspan, text)->head = true;
}

static inline void page_number(struct doc_table *t, int row, int column, int colspan,
			       long long value, const char *key)
{
	struct buf text = BUF_INIT;
	struct doc_cell *c;

	printable_number(&text, value, 0);
	c = doc_cell(t, row, column, 1, colspan, text.p);
	c->is_number = true;
	c->value = value;
	c->key = strdup(key);
	buf_release(&text);
}

static inline void page_heads(struct doc_table *t)
{
	int i;

	t->nhead = 3;
	t->unit = (free(t->unit), strdup("单位：件"));
	page_head(t, 0, 0, 3, 3,
		  "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
	page_head(t, 0, 3, 1, 7, "申请人情况");
	page_head(t, 1, 3, 2, 1, page_columns[0]);
	page_head(t, 1, 4, 1, 5, "法人或其他组织");
	page_head(t, 1, 9, 2, 1, page_columns[6]);
	for (i = 1; i < 6; i++)
		page_head(t, 2, 3 + i, 1, 1, page_columns[i]);
}

/* 25 by 7, in the order of reading. */
static inline void page_requests(struct doc *d)
{
	struct doc_table *t = doc_table(d, "表三", "收到和处理政府信息公开申请情况");
	const struct page_label *l = page_labels;
	char key[64];
	int r, k;

	page_heads(t);
	for (r = 0; r < 25; r++) {
		for (; l < page_labels + sizeof(page_labels) / sizeof(*l) && l->row == r; l++)
			page_head(t, r + 3, l->column, l->rowspan, l->colspan, l->text);
		for (k = 0; k < 7; k++) {
			snprintf(key, sizeof(key), "表三/r%d/%s", r + 1, page_columns[k]);
			page_number(t, r + 3, 3 + k, 1, annual_table3[r][k], key);
		}
	}
}

static inline void page_disputes(struct doc *d)
{
	static const char *const ends[] = { "结果维持", "结果纠正", "其他结果", "尚未审结",
					    "总计" };
	static const int values[] = {
		376, 97, 196, 121, 790, 16, 1, 12, 27, 56, 74, 1, 30, 51, 156
	};
	struct doc_table *t = doc_table(d, "表四", "政府信息公开行政复议、行政诉讼情况");
	char key[64];
	int i;

	t->nhead = 3;
	page_head(t, 0, 0, 1, 5, "行政复议");
	page_head(t, 0, 5, 1, 10, "行政诉讼");
	for (i = 0; i < 5; i++)
		page_head(t, 1, i, 2, 1, ends[i]);
	page_head(t, 1, 5, 1, 5, "未经复议直接起诉");
	page_head(t, 1, 10, 1, 5, "复议后起诉");
	for (i = 5; i < 15; i++)
		page_head(t, 2, i, 1, 1, ends[i % 5]);
	for (i = 0; i < 15; i++) {
		snprintf(key, sizeof(key), "表四/r1/%d", i);
		page_number(t, 3, i, 1, values[i], key);
	}
}

/* 表二: heads in the middle of the table, numbers over three columns. */
static inline void page_opened(struct doc *d)
{
	static const char *const kinds[] = { "行政许可", "行政处罚", "行政强制" };
	static const int decided[] = { 11398889, 6937489, 166105 };
	struct doc_table *t = doc_table(d, "表二", "主动公开政府信息情况");
	struct doc_cell *c;
	int i;

	page_head(t, 0, 0, 1, 4, "第二十条第（一）项");
	page_head(t, 1, 0, 1, 1, "信息内容");
	page_head(t, 1, 1, 1, 1, "本年制发件数");
	page_head(t, 1, 2, 1, 1, "本年废止件数");
	page_head(t, 1, 3, 1, 1, "现行有效件数");
	page_head(t, 2, 0, 1, 1, "行政规范性文件");
	page_number(t, 2, 1, 1, 564, "表二/规范性文件/制发");
	page_number(t, 2, 2, 1, 984, "表二/规范性文件/废止");
	page_number(t, 2, 3, 1, 4185, "表二/规范性文件/有效");
	page_head(t, 3, 0, 1, 4, "第二十条第（五）项");
	page_head(t, 4, 0, 1, 1, "信息内容");
	page_head(t, 4, 1, 1, 3, "本年处理决定数量");
	for (i = 0; i < 3; i++) {
		page_head(t, 5 + i, 0, 1, 1, kinds[i]);
		page_number(t, 5 + i, 1, 3, decided[i], kinds[i]);
	}
	c = &t->cells[t->ncells - 1];
	c->mark = strdup("*");
	c->from = strdup("管线 administrative-acts，规则 kind = 3，共 166,105 条记录");
	doc_note(t, "* 含乡镇综合执法队的决定。");
}

static inline void page_charts(struct doc *d)
{
	static const char *const towns[] = { "凤城镇", "蓬莱镇", "湖头镇", "官桥镇",
					     "剑斗镇", "城厢镇", "金谷镇" };
	struct doc_charts *c = doc_charts(d, "各乡镇最低生活保障人数", "单位：人", 0);
	char year[16];
	int i, y;

	for (i = 0; i < 7; i++) {
		struct doc_series *s = doc_series(c, towns[i]);

		for (y = 2020; y <= 2025; y++) {
			snprintf(year, sizeof(year), "%d", y);
			doc_point(s, year, 600 + 137 * i + (y - 2020) * (i - 3) * 40,
				  i == 2 && y == 2022);
		}
	}
}

static inline void page_report(struct doc *d)
{
	struct err err = ERR_INIT;
	size_t i;

	doc_init(d);
	page_text(&d->title, "安溪县民政局2025年政府信息公开工作年度报告");
	page_text(&d->issuer, "安溪县民政局");
	page_text(&d->date, "2026-01-20");
	page_text(&d->form, "国办公开办函〔2021〕30号");
	d->demo = true;
	doc_heading(d, 1, "一、总体情况");
	doc_paragraph(d, "2025年，安溪县民政局认真贯彻落实《中华人民共和国政府信息公开条例》，"
			 "坚持“以公开为常态、不公开为例外”，主动公开政府信息492条，新收政府信息"
			 "公开申请14069件，上年结转560件，办理情况见第三部分的表格。");
	doc_heading(d, 1, "二、主动公开政府信息情况");
	page_opened(d);
	doc_heading(d, 1, "三、收到和处理政府信息公开申请情况");
	page_requests(d);
	doc_heading(d, 1, "四、政府信息公开行政复议、行政诉讼情况");
	page_disputes(d);
	doc_heading(d, 1, "五、存在的主要问题及改进情况");
	doc_heading(d, 2, "（一）存在的主要问题");
	doc_paragraph(d, "公开的及时性有待提高。");
	page_charts(d);
	doc_heading(d, 1, "六、其他需要报告的事项");
	doc_paragraph(d, "信息处理费共计400元。");
	for (i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE &&
		    doc_table_finish(&d->blocks[i].table, "page_doc", &err) < 0)
			abort();
}

#endif
