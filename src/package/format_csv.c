/* The canonical CSV: what digests and descriptions are about. */
#include <stdlib.h>

#include "core/mem.h"
#include "package/format.h"
#include "package/member.h"

struct csv_encoder {
	struct encoder encoder;
	struct member member;
};

static int csv_open(struct release *r, struct encoder **out, struct err *err)
{
	struct csv_encoder *e = mem_zalloc(1, sizeof(*e));

	if (format_member(&format_csv, r, &e->member, err) < 0) {
		free(e);
		return -1;
	}
	*out = &e->encoder;
	return 0;
}

static int csv_write(struct encoder *encoder, const struct page *page, struct err *err)
{
	struct csv_encoder *e = (struct csv_encoder *)encoder;

	return member_add(&e->member, page->csv.p, page->csv.n, err);
}

static int csv_finish(struct encoder *encoder, struct err *err)
{
	struct csv_encoder *e = (struct csv_encoder *)encoder;

	return member_finish(&e->member, encoder->release, err);
}

static void csv_close(struct encoder *encoder)
{
	struct csv_encoder *e = (struct csv_encoder *)encoder;

	member_close(&e->member);
	free(e);
}

const struct format format_csv = { PACK_CSV,
				   ".csv",
				   "",
				   "csv",
				   "text/csv",
				   "CSV",
				   "标准 CSV（RFC 4180，UTF-8 无 BOM，CRLF 换行），供程序读取；"
				   "字段说明、校验值均以本文件为准。",
				   csv_open,
				   csv_write,
				   csv_finish,
				   csv_close };
