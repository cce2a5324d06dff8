/*
 * How fast the recognisers read, on one processor: a table of persons, an
 * official text, and digests in XML, each about 100 MB, made here and invented.
 *
 *	recognise [MEGABYTES [ROUNDS]]
 *
 * Prints megabytes per second of the median round, and the hits of a megabyte.
 */
#include <inttypes.h>
#include <stdint.h>

#include "core/codes.h"
#include "core/date.h"
#include "core/recognise.h"

enum { ROUNDS_MAX = 21 };

static uint64_t seed = 7;

static uint32_t draw(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

static char check_of(const char *sym)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, i;

	for (i = 0; i < 17; i++)
		sum += weights[i] * (sym[i] - '0');
	return "10X98765432"[sum % 11];
}

static void add_person(struct buf *b, uint32_t row)
{
	static const char *const surnames[] = { "陈", "林", "黄", "张", "李", "高", "欧阳" };
	static const char *const given[] = { "志强", "秀英", "小明", "阿土", "丽", "桂花" };
	static const char *const towns[] = { "凤城镇先声社区大同路", "感德镇霞庭村",
					     "湖头镇湖一村" };
	int year, month, day;
	char id[19];

	date_to_civil(date_from_civil(1930, 1, 1) + (int32_t)draw(34000), &year, &month, &day);
	snprintf(id, sizeof(id), "350524%04d%02d%02d%03" PRIu32 "0", year, month, day, draw(1000));
	id[17] = check_of(id);
	buf_printf(b, "%" PRIu32 ",H%08" PRIu32 ",%s,%s%s,%d,%04d-%02d-%02d,", row, row, id,
		   surnames[draw(7)], given[draw(6)], 1 + row % 2, year, month, day);
	buf_printf(b, "138%08" PRIu32 ",62179959%011" PRIu32 ",", draw(99999999), draw(2000000000));
	buf_printf(b,
		   "福建省泉州市安溪县%s%" PRIu32 "号,350524100%03" PRIu32 ",0102,%" PRIu32 ".00,",
		   towns[draw(3)], 1 + draw(200), 1 + draw(20), draw(90000));
	buf_puts(b, "2025-01,已发放,年老体弱\r\n");
}

/* As bureaus write: no person in it, many words that could begin one. */
static void add_paragraph(struct buf *b, uint32_t row)
{
	static const char *const sentences[] = {
		"为进一步健全完善分层分类的社会救助体系，切实保障困难群众基本生活，根据《社会救助暂"
		"行办法》，结合本县实际，制定本方案。",
		"申请人应当向户籍所在地乡镇人民政府提出书面申请，家庭成员共同申请的，由户主或者其委"
		"托的成员提出。",
		"对符合条件的低保对象、特困人员、低保边缘家庭成员，按照规定程序审核确认后，及时纳入"
		"救助范围，做到应保尽保、应救尽救。",
		"各乡镇要安排专人负责，加强动态管理，高龄津贴、残疾人两项补贴按月足额发放，不得截留"
		"、挪用。",
		"县民政局会同财政、医疗保障、人力资源和社会保障等部门，定期开展资金使用情况监督检查"
		"，结果向社会公开。",
		"联系人由各单位自行确定；监督电话在政府网站公布。",
		"本办法自印发之日起施行，有效期五年。",
	};

	buf_printf(b, "第%" PRIu32 "条　%s%s", row % 90 + 1, sentences[draw(7)],
		   sentences[draw(7)]);
	buf_printf(b, "（闽民〔2023〕%" PRIu32 "号，2023年%" PRIu32 "月%" PRIu32 "日）%s\n",
		   draw(200), 1 + draw(12), 1 + draw(28), sentences[draw(7)]);
}

static void add_digest(struct buf *b, uint32_t row)
{
	int i;

	buf_printf(b, "<file name=\"relief-%" PRIu32 ".csv\" bytes=\"%" PRIu32 "\" sha256=\"", row,
		   draw(100000000));
	for (i = 0; i < 8; i++)
		buf_printf(b, "%08" PRIx32, draw(0x7fffffff) * 2 + draw(2));
	buf_printf(b, "\" created=\"2026-%02" PRIu32 "-%02" PRIu32 "\"/>\n", 1 + draw(12),
		   1 + draw(28));
}

static bool count(void *ctx, const struct pii_hit *hit)
{
	(void)hit;
	++*(size_t *)ctx;
	return true;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

typedef void add_fn(struct buf *b, uint32_t row);

static void run(const struct recogniser *r, const char *name, add_fn *add, size_t bytes, int rounds)
{
	struct buf b = BUF_INIT;
	struct timespec start, end;
	double speed[ROUNDS_MAX];
	size_t hits = 0;
	uint32_t row;
	int i;

	for (row = 1; b.n < bytes; row++)
		add(&b, row);
	for (i = 0; i < rounds; i++) {
		hits = 0;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
		recognise(r, (struct str){ b.p, b.n }, count, &hits);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
		speed[i] = (double)b.n / 1e6 /
			   ((double)(end.tv_sec - start.tv_sec) +
			    (double)(end.tv_nsec - start.tv_nsec) / 1e9);
	}
	qsort(speed, (size_t)rounds, sizeof(*speed), by_size);
	printf("recognise, %-17s goal >= 300 MB/s   ours %6.0f MB/s   (%.0f to %.0f), %.0f hits in "
	       "a megabyte\n",
	       name, speed[rounds / 2], speed[0], speed[rounds - 1],
	       (double)hits / ((double)b.n / 1e6));
	buf_release(&b);
}

int main(int argc, char **argv)
{
	size_t bytes = (argc > 1 ? strtoul(argv[1], NULL, 10) : 100) * 1000000;
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
	struct recogniser *r = recogniser_new(NULL);

	if (rounds < 1 || rounds > ROUNDS_MAX)
		rounds = 5;
	run(r, "table of persons", add_person, bytes, rounds);
	run(r, "official text", add_paragraph, bytes, rounds);
	run(r, "digests in XML", add_digest, bytes, rounds);
	recogniser_free(r);
	return 0;
}
