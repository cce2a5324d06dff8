/* The canonical CSV, compressed: for large data. */
#include <stdlib.h>

#include "core/mem.h"
#include "package/format.h"
#include "package/gzip_blocks.h"
#include "package/member.h"

struct gzip_encoder {
	struct encoder encoder;
	struct member member;
	struct gzip_blocks *blocks;
};

static void gzip_close(struct encoder *encoder)
{
	struct gzip_encoder *e = (struct gzip_encoder *)encoder;

	gzip_blocks_close(e->blocks);
	member_close(&e->member);
	free(e);
}

static int gzip_open(struct release *r, struct encoder **out, struct err *err)
{
	struct gzip_encoder *e = mem_zalloc(1, sizeof(*e));

	e->member = (struct member)MEMBER_INIT;
	if (format_member(&format_gzip, r, &e->member, err) < 0 ||
	    gzip_blocks_open(&e->member, 0, &e->blocks, err) < 0) {
		gzip_close(&e->encoder);
		return -1;
	}
	*out = &e->encoder;
	return 0;
}

static int gzip_write(struct encoder *encoder, const struct page *page, struct err *err)
{
	struct gzip_encoder *e = (struct gzip_encoder *)encoder;

	return gzip_blocks_add(e->blocks, page->csv.p, page->csv.n, err);
}

static int gzip_finish(struct encoder *encoder, struct err *err)
{
	struct gzip_encoder *e = (struct gzip_encoder *)encoder;

	if (gzip_blocks_finish(e->blocks, err) < 0)
		return -1;
	return member_finish(&e->member, encoder->release, err);
}

const struct format format_gzip = { PACK_GZIP,
				    ".csv.gz",
				    "-csv-gz",
				    "csv",
				    "application/gzip",
				    "CSV（gzip 压缩）",
				    "标准 CSV 的 gzip 压缩文件，解压后逐字节相同。",
				    gzip_open,
				    gzip_write,
				    gzip_finish,
				    gzip_close };
