/* CSV for opening in a spreadsheet by double click: see csv_guard.h. */
#include <stdlib.h>

#include "core/mem.h"
#include "package/csv_guard.h"
#include "package/format.h"
#include "package/member.h"

struct excel_encoder {
	struct encoder encoder;
	struct member member;
	struct csv_encode *encode;
	struct buf text;
};

static void excel_close(struct encoder *encoder)
{
	struct excel_encoder *e = (struct excel_encoder *)encoder;

	csv_encode_free(e->encode);
	buf_release(&e->text);
	member_close(&e->member);
	free(e);
}

static int excel_open(struct release *r, struct encoder **out, struct err *err)
{
	struct excel_encoder *e = mem_zalloc(1, sizeof(*e));

	e->text = (struct buf)BUF_INIT;
	e->encode = csv_encode_release(r, csv_guard);
	buf_puts(&e->text, "\xef\xbb\xbf");
	csv_encode_header(e->encode, &e->text);
	if (format_member(&format_excel_csv, r, &e->member, err) < 0 ||
	    member_add(&e->member, e->text.p, e->text.n, err) < 0) {
		excel_close(&e->encoder);
		return -1;
	}
	*out = &e->encoder;
	return 0;
}

static int excel_write(struct encoder *encoder, const struct page *page, struct err *err)
{
	struct excel_encoder *e = (struct excel_encoder *)encoder;

	buf_clear(&e->text);
	csv_encode_rows(e->encode, page->batch, 0, page->batch->nrows, &e->text);
	return member_add(&e->member, e->text.p, e->text.n, err);
}

static int excel_finish(struct encoder *encoder, struct err *err)
{
	struct excel_encoder *e = (struct excel_encoder *)encoder;

	return member_finish(&e->member, encoder->release, err);
}

const struct format format_excel_csv = {
	PACK_EXCEL_CSV,
	".excel.csv",
	"-excel-csv",
	"csv",
	"text/csv",
	"CSV（供表格软件打开）",
	"与标准 CSV 内容相同，开头有 BOM，双击即可在表格软件中打开。"
	"文本列中会被当作公式的单元格前加一个撇号 '，"
	"会被改成数值或日期的单元格（如 0101、2026-10、12 位代码）前加一个制表符；"
	"去掉这一个字符即为原值。数值列不加。程序请读标准 CSV，看表推荐 XLSX。",
	excel_open,
	excel_write,
	excel_finish,
	excel_close
};
