/*
 * annual_case: one annual report whose numbers are known to hold together, the year before it,
 * and departments that it is the sum of.
 */
#ifndef TEST_ANNUAL_CASE_H
#define TEST_ANNUAL_CASE_H

#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "annual_numbers.h"
#include "report/form/filled.h"

static const int annual_table2[10] = {
	3, 5, 74, 564, 984, 4185, 11398889, 6937489, 166105, 316441
};
static const int annual_table4[15] = {
	376, 97, 196, 121, 790, 16, 1, 12, 27, 56, 74, 1, 30, 51, 156
};

/* The file of the form, found from the folder that the tests run in. */
static inline const char *annual_path(void)
{
	static char path[4096];
	const char *top = getenv("TOP");

	snprintf(path, sizeof(path), "%s%sconfig/forms/annual-report.json", top ? top : "",
		 top ? "/" : "");
	return path;
}

/* Tables 二 (10 cells), 三 (175), 四 (15), in reading order. */
static inline void annual_fill(const struct form *form, struct filled *f)
{
	int cell = 0;

	filled_init(f, form, (struct period){ PERIOD_YEAR, 2025 });
	free(f->issuer);
	f->issuer = strdup("测试市");
	for (int i = 0; i < 10; i++)
		filled_set(f, cell++, annual_table2[i], 0, ORIGIN_RECORDS);
	for (int r = 0; r < 25; r++)
		for (int c = 0; c < 7; c++)
			filled_set(f, cell++, annual_table3[r][c], 0, ORIGIN_RECORDS);
	for (int i = 0; i < 15; i++)
		filled_set(f, cell++, annual_table4[i], 0, ORIGIN_RECORDS);
	filled_paragraph(
		f, "一、总体情况",
		"2025年，全市新收政府信息公开申请14069件，上年结转560件，结转下年度办理819件。"
		"因政府信息公开引发的行政复议790件、行政诉讼212件。");
	filled_paragraph(f, "五、存在的主要问题及改进情况", "公开的主动性还不够，将加强培训。");
	filled_paragraph(f, "六、其他需要报告的事项", "2025年收取信息处理费共计400元。");
}

static inline void annual_set(struct filled *f, const char *key, int v)
{
	filled_set(f, form_find(f->form, key), v, 0, ORIGIN_RECORDS);
}

/* The year before: only what is carried over must fit, the rest is the same again. */
static inline void annual_last(const struct form *form, struct filled *f)
{
	static const char *const columns[] = { "自然人",       "商业企业",     "科研机构",
					       "社会公益组织", "法律服务机构", "其他",
					       "总计" };
	char key[100];

	annual_fill(form, f);
	f->period.n = 2024;
	for (int c = 0; c < 7; c++) {
		snprintf(key, sizeof(key), "表三/r25/%s", columns[c]);
		annual_set(f, key, annual_table3[1][c]);
	}
	annual_set(f, "表二/规章/现行有效件数", 76);
	annual_set(f, "表二/行政规范性文件/现行有效件数", 4605);
}

#endif
