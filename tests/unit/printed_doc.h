/*
 * printed_doc: documents to be printed: the annual report with its 25 x 7 table and the small
 * tables of its form, and one with every kind of block and hostile texts.
 */
#ifndef TEST_PRINTED_DOC_H
#define TEST_PRINTED_DOC_H

#include <stdlib.h>

#include "annual_numbers.h"
#include "core/decimal.h"
#include "core/mem.h"
#include "report/paper/doc.h"

static inline void printed_set(char **to, const char *text)
{
	free(*to);
	*to = mem_strdup(text);
}

static inline struct doc_cell *printed_head(struct doc_table *t, int row, int column, int rowspan,
					    int colspan, const char *text)
{
	struct doc_cell *c = doc_cell(t, row, column, rowspan, colspan, text);

	c->head = true;
	return c;
}

/* text may hold separators. */
static inline struct doc_cell *printed_number(struct doc_table *t, int row, int column,
					      const char *text, int scale)
{
	struct doc_cell *c = doc_cell(t, row, column, 1, 1, text);
	struct buf plain = BUF_INIT;

	for (; *text; text++)
		if (*text != ',')
			buf_putc(&plain, *text);
	c->is_number = decimal_parse((struct str){ plain.p, plain.n }, scale, &c->value);
	c->scale = scale;
	if (!c->is_number)
		abort();
	buf_release(&plain);
	return c;
}

/* 国办公开办函〔2021〕30号, 表三: label, its rows and columns, its place. */
struct printed_label {
	int row, column, rowspan, colspan;
	const char *text;
};

static inline void printed_labels(struct doc_table *t)
{
	static const struct printed_label labels[] = {
		{ 0, 0, 3, 3,
		  "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）" },
		{ 0, 3, 1, 7, "申请人情况" },
		{ 1, 3, 2, 1, "自然人" },
		{ 1, 4, 1, 5, "法人或其他组织" },
		{ 1, 9, 2, 1, "总计" },
		{ 2, 4, 1, 1, "商业企业" },
		{ 2, 5, 1, 1, "科研机构" },
		{ 2, 6, 1, 1, "社会公益组织" },
		{ 2, 7, 1, 1, "法律服务机构" },
		{ 2, 8, 1, 1, "其他" },
		{ 3, 0, 1, 3, "一、本年新收政府信息公开申请数量" },
		{ 4, 0, 1, 3, "二、上年结转政府信息公开申请数量" },
		{ 5, 0, 22, 1, "三、本年度办理结果" },
		{ 5, 1, 1, 2, "（一）予以公开" },
		{ 6, 1, 1, 2, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）" },
		{ 7, 1, 8, 1, "（三）不予公开" },
		{ 7, 2, 1, 1, "1.属于国家秘密" },
		{ 8, 2, 1, 1, "2.其他法律行政法规禁止公开" },
		{ 9, 2, 1, 1, "3.危及“三安全一稳定”" },
		{ 10, 2, 1, 1, "4.保护第三方合法权益" },
		{ 11, 2, 1, 1, "5.属于三类内部事务信息" },
		{ 12, 2, 1, 1, "6.属于四类过程性信息" },
		{ 13, 2, 1, 1, "7.属于行政执法案卷" },
		{ 14, 2, 1, 1, "8.属于行政查询事项" },
		{ 15, 1, 3, 1, "（四）无法提供" },
		{ 15, 2, 1, 1, "1.本机关不掌握相关政府信息" },
		{ 16, 2, 1, 1, "2.没有现成信息需要另行制作" },
		{ 17, 2, 1, 1, "3.补正后申请内容仍不明确" },
		{ 18, 1, 5, 1, "（五）不予处理" },
		{ 18, 2, 1, 1, "1.信访举报投诉类申请" },
		{ 19, 2, 1, 1, "2.重复申请" },
		{ 20, 2, 1, 1, "3.要求提供公开出版物" },
		{ 21, 2, 1, 1, "4.无正当理由大量反复申请" },
		{ 22, 2, 1, 1, "5.要求行政机关确认或重新出具已获取信息" },
		{ 23, 1, 3, 1, "（六）其他处理" },
		{ 23, 2, 1, 1, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请" },
		{ 24, 2, 1, 1,
		  "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请" },
		{ 25, 2, 1, 1, "3.其他" },
		{ 26, 1, 1, 2, "（七）总计" },
		{ 27, 0, 1, 3, "四、结转下年度继续办理" },
	};
	const struct printed_label *l;

	for (l = labels; l < labels + sizeof(labels) / sizeof(*labels); l++)
		printed_head(t, l->row, l->column, l->rowspan, l->colspan, l->text);
}

static inline void printed_requests(struct doc *d)
{
	struct doc_table *t = doc_table(d, "表三", "");
	char text[16];
	int row, column;

	t->nhead = 3;
	printed_labels(t);
	for (row = 0; row < 25; row++) {
		for (column = 0; column < 7; column++) {
			snprintf(text, sizeof(text), "%d", annual_table3[row][column]);
			printed_number(t, row + 3, column + 3, text, 0);
		}
	}
}

/* 表二: heads between the data. */
static inline void printed_opened(struct doc *d)
{
	struct doc_table *t = doc_table(d, "表二", "");
	static const char *const heads[] = { "信息内容", "本年制发件数", "本年废止件数",
					     "现行有效件数" };
	int i;

	printed_head(t, 0, 0, 1, 4, "第二十条第（一）项");
	for (i = 0; i < 4; i++)
		printed_head(t, 1, i, 1, 1, heads[i]);
	printed_head(t, 2, 0, 1, 1, "规章");
	printed_number(t, 2, 1, "3", 0);
	printed_number(t, 2, 2, "5", 0);
	printed_number(t, 2, 3, "74", 0);
	printed_head(t, 3, 0, 1, 1, "行政规范性文件");
	printed_number(t, 3, 1, "564", 0);
	printed_number(t, 3, 2, "984", 0);
	printed_number(t, 3, 3, "4185", 0);
	printed_head(t, 4, 0, 1, 4, "第二十条第（八）项");
	printed_head(t, 5, 0, 1, 1, "信息内容");
	printed_head(t, 5, 1, 1, 3, "本年收费金额（单位：万元）");
	printed_head(t, 6, 0, 1, 1, "行政事业性收费");
	printed_number(t, 6, 1, "316441", 0)->colspan = 3;
}

static inline void printed_disputes(struct doc *d)
{
	static const char *const results[] = { "结果维持", "结果纠正", "其他结果", "尚未审结",
					       "总计" };
	static const int counts[] = {
		376, 97, 196, 121, 790, 16, 1, 12, 27, 56, 74, 1, 30, 51, 156
	};
	struct doc_table *t = doc_table(d, "表四", "");
	char text[16];
	int i;

	t->nhead = 3;
	printed_head(t, 0, 0, 1, 5, "行政复议");
	printed_head(t, 0, 5, 1, 10, "行政诉讼");
	printed_head(t, 1, 5, 1, 5, "未经复议直接起诉");
	printed_head(t, 1, 10, 1, 5, "复议后起诉");
	for (i = 0; i < 15; i++) {
		printed_head(t, i < 5 ? 1 : 2, i, i < 5 ? 2 : 1, 1, results[i % 5]);
		snprintf(text, sizeof(text), "%d", counts[i]);
		printed_number(t, 3, i, text, 0);
	}
}

/* Returns 0, or -1 when a table does not hold together. */
static inline int printed_finish(struct doc *d, struct err *err)
{
	size_t i;

	for (i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE &&
		    doc_table_finish(&d->blocks[i].table, NULL, err) < 0)
			return -1;
	return 0;
}

static inline int printed_report(struct doc *d, struct err *err)
{
	doc_init(d);
	printed_set(&d->title, "安溪县民政局2025年政府信息公开工作年度报告");
	printed_set(&d->issuer, "安溪县民政局");
	printed_set(&d->date, "2026-01-20");
	printed_set(&d->form, "国办公开办函〔2021〕30号");
	doc_paragraph(d,
		      "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条、第五十"
		      "条规定，编制本报告。报告数据统计期限为2025年1月1日至2025年12月31日。");
	doc_heading(d, 1, "一、总体情况");
	doc_heading(d, 2, "（一）主动公开");
	doc_paragraph(d, "全年主动公开政府信息492条，收到政府信息公开申请14069件，全部按期办结。");
	doc_heading(d, 3, "1.公开平台");
	doc_paragraph(d, "门户网站设“政府信息公开”专栏。");
	doc_heading(d, 1, "二、主动公开政府信息情况");
	printed_opened(d);
	doc_heading(d, 1, "三、收到和处理政府信息公开申请情况");
	printed_requests(d);
	doc_heading(d, 1, "四、政府信息公开行政复议、行政诉讼情况");
	printed_disputes(d);
	doc_heading(d, 1, "五、存在的主要问题及改进情况");
	doc_paragraph(d, "公开内容不够细。下一步逐项梳理。");
	doc_heading(d, 1, "六、其他需要报告的事项");
	doc_paragraph(d, "信息处理费共计400元。");
	return printed_finish(d, err);
}

/* Texts that a careless writer would let through. */
static const char *const printed_hostile[] = { "=1+1",
					       "+86",
					       "-@cmd",
					       "@SUM(A1)",
					       "</w:t></w:r><w:p/>",
					       "a & b < c",
					       "\"quoted\"",
					       "&#x41;",
					       "]]>",
					       "_x0041_ _x000D_",
					       "a\001b\033c",
					       "\ufffe\uffff",
					       "bad \xff\xfe byte",
					       " blanks  kept ",
					       "two\nlines\tand a tab",
					       "0012",
					       "1E5",
					       "350524100201",
					       "𠮷野",
					       "'leading" };

enum { PRINTED_HOSTILE = sizeof(printed_hostile) / sizeof(*printed_hostile) };

static inline void printed_mixed_table(struct doc *d)
{
	struct doc_table *t = doc_table(d, "表[1]:*", "表1 救助金 <&>");
	int i;

	printed_set(&t->unit, "单位：万元");
	t->nhead = 1;
	printed_head(t, 0, 0, 1, 1, "乡镇");
	printed_head(t, 0, 1, 1, 1, "代码");
	printed_head(t, 0, 2, 1, 1, "金额");
	printed_head(t, 0, 3, 1, 1, "增长");
	printed_head(t, 1, 0, 2, 1, "凤城镇");
	doc_cell(t, 1, 1, 1, 1, "350524100000");
	printed_number(t, 1, 2, "1,234,567.50", 2)->mark = mem_strdup("*");
	printed_number(t, 1, 3, "-89.34", 2);
	doc_cell(t, 2, 1, 1, 1, "0012");
	printed_number(t, 2, 2, "0.00", 2)->from = mem_strdup("records: payment, 3 rows");
	doc_cell(t, 2, 3, 1, 1, "/");
	/* Place 3/3 stays without a cell. */
	printed_head(t, 3, 0, 1, 2, "合计");
	printed_number(t, 3, 2, "123456789012345678901234.5", 1);
	for (i = 0; i < PRINTED_HOSTILE; i++) {
		printed_head(t, 4 + i, 0, 1, 1, "");
		doc_cell(t, 4 + i, 1, 1, 3, printed_hostile[i]);
	}
	doc_note(t, "注：带*的指标是本年累计数。");
	doc_note(t, "=2+2 & <b>");
}

static inline void printed_chart(struct doc *d)
{
	struct doc_charts *c = doc_charts(d, "低保人数", "人", 1);
	struct doc_series *s = doc_series(c, "凤城镇");

	doc_point(s, "2023", 10000, false);
	doc_point(s, "2024", 0, true);
	doc_point(s, "2025", 10515, false);
	s = doc_series(c, "湖头镇");
	doc_point(s, "2024", -5, false);
}

/* Every kind of block. */
static inline int printed_mixed(struct doc *d, struct err *err)
{
	int i;

	doc_init(d);
	printed_set(&d->title, "Mixed <title> & 混合");
	printed_set(&d->issuer, "安溪县民政局办公室政务公开工作领导小组");
	printed_set(&d->date, "2025-10-10");
	d->draft = d->demo = d->landscape = true;
	for (i = 1; i <= 3; i++)
		doc_heading(d, i, "标题 & <h>");
	for (i = 0; i < PRINTED_HOSTILE; i++)
		doc_paragraph(d, printed_hostile[i]);
	doc_page_break(d);
	printed_mixed_table(d);
	doc_page_break(d);
	printed_chart(d);
	doc_table(d, "empty", "没有行的表");
	doc_paragraph(d, "after");
	return printed_finish(d, err);
}

#endif
