/*
 * An SQLite file of somebody hostile: rows or an error, the same for one connection
 * as for three, and neither the file nor its folder is touched.
 */
#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "extract/closed.h"
#include "extract/extract.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RULES                                                                                      \
	"\"class\":\"plain\",\"openness\":\"closed\",\"basis\":\"b\",\"reason\":\"r\","            \
	"\"treatments\":[\"keep\"]"
#define COLUMN(name, type, more)                                                                   \
	"\"" name "\":{\"label\":\"l\",\"type\":\"" type "\"," RULES more "}"

static const char site[] =
	"{\"bureau\":{\"name\":\"n\",\"name_en\":\"n\",\"uscc\":\"11350524MB0000000X\","
	"\"division\":\"350524\"},\"portal\":\"https://opendata.example.gov.cn\","
	"\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"https://example.gov.cn/l\"},"
	"\"contact\":{\"name\":\"n\",\"email\":\"a@example.gov.cn\",\"phone\":\"1\"},"
	"\"attribution\":\"a\",\"disclaimer\":\"d\",\"demo\":true,\"paths\":{\"public\":\"p\","
	"\"private\":\"q\",\"work\":\"w\",\"state\":\"s\",\"keys\":\"q/k\"}}";
static const char sources[] =
	"{\"demo\":{\"label\":\"l\",\"driver\":\"sqlite\",\"path\":\"source/db\"}}";
static const char area[] = "code,name,parent,level,from,to,note\n1,a,,one,,,\n"
			   "11,b,1,two,,,\n12,c,1,two,,,\n";
static const char
	reg
		[] = "{\"source\":\"demo\",\"label\":\"l\",\"tables\":{"
		     "\"payment\":{\"label\":\"l\",\"order\":[\"n\"],\"columns\":{" COLUMN("n",
											   "int64", "") "," COLUMN("hh",
														   "utf8",
														   ",\"on_bad_utf8\":\"replace\",\"on_nul\":\"strip\"") "," COLUMN("name",
																						   "utf8",
																						   ",\"on_bad_utf8\":\"gb18030\",\"on_empty\":\"null\"") "," COLUMN("area",
																														    "dict", ",\"codes\":\"area\",\"on_bad_code\":\"null\"") "," COLUMN("amount", "decimal",
																																						       ",\"scale\":2,\"stored\":[\"integer\"],\"stored_scale\":2,"
																																						       "\"on_bad_value\":\"null\"") "," COLUMN("aid",
																																											       "decimal",
																																											       ",\"scale\":2,\"stored\":[\"text\",\"real\"],"
																																											       "\"on_bad_value\":\"reject-row\"") "," COLUMN("day", "date", ",\"format\":\"YYYY-MM-DD\",\"on_bad_value\":\"null\"") "," COLUMN("month",
																																																											       "dict",
																																																											       "") "," COLUMN("rate",
																																																													      "float64", ",\"on_bad_value\":\"null\"") "}},"
																																																																		       "\"household\":{\"label\":\"l\",\"order\":[\"hh\"],\"columns\":{" COLUMN(
																																																																			       "hh",
																																																																			       "utf8", "") "," COLUMN("kind", "dict", "") "}}}}";
/* Everything, and what needs conditions, joins and ranges. */
static const char *const plans[] = {
	"{\"dataset\":\"d\",\"source\":\"demo\",\"from\":\"payment\",\"columns\":[\"payment.n\","
	"\"payment.hh\",\"payment.name\",\"payment.area\",\"payment.amount\",\"payment.aid\","
	"\"payment.day\",\"payment.month\",\"payment.rate\"]}",
	"{\"dataset\":\"d\",\"source\":\"demo\",\"from\":\"payment\",\"columns\":[\"payment.n\","
	"\"household.kind\"],\"join\":[{\"table\":\"household\",\"on\":{\"hh\":\"payment.hh\"},"
	"\"missing\":\"drop\"}],\"period\":{\"column\":\"payment.month\",\"from\":\"2026-01\","
	"\"to\":\"2026-02\"},\"where\":[{\"column\":\"payment.area\",\"under\":\"1\"},"
	"{\"column\":\"payment.amount\",\"at_least\":\"0.5\"}]}",
};
enum { PLANS = sizeof(plans) / sizeof(*plans) };

static char root[] = "/tmp/yg-fuzz-source-XXXXXX";
static int out;

static void put_file(const char *name, const void *p, size_t n)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	f = fopen(path, "w");
	assert(f && fwrite(p, 1, n, f) == n && fclose(f) == 0);
}

static void make_folder(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	assert(mkdir(path, 0700) == 0);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void remove_root(void)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char *const folders[] = { "config", "config/fields", "config/codes", "plans",
					       "source" };
	char name[32];
	size_t i;

	(void)argc;
	(void)argv;
	assert(mkdtemp(root));
	atexit(remove_root);
	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		make_folder(folders[i]);
	put_file("config/site.json", site, strlen(site));
	put_file("config/sources.json", sources, strlen(sources));
	put_file("config/fields/demo.json", reg, strlen(reg));
	put_file("config/codes/area.csv", area, strlen(area));
	for (i = 0; i < PLANS; i++) {
		snprintf(name, sizeof(name), "plans/%zu.json", i);
		put_file(name, plans[i], strlen(plans[i]));
	}
	out = memfd_create("out", MFD_CLOEXEC);
	assert(out >= 0 && dup2(out, STDOUT_FILENO) == STDOUT_FILENO);
	log_setup("fuzz", LOG_QUIET, false);
	return 0;
}

/* The rows in *to, or the error; plan PLANS: the closed values. */
static int extract(size_t plan, long long jobs, struct buf *to, struct err *err)
{
	char path[128];
	struct extract_options o = { .path = path, .session = { .jobs = jobs }, .digest = true };
	struct buf unused = BUF_INIT;
	int ret;
	off_t n;

	snprintf(path, sizeof(path), "%s/plans/%zu.json", root, plan % PLANS);
	assert(ftruncate(out, 0) == 0 && lseek(out, 0, SEEK_SET) == 0);
	o.output.to = "stream";
	ret = plan < PLANS ? extract_run(&o, &unused, err) : closed_run(&o, err);
	buf_release(&unused);
	if (ret < 0 && (err->kind == ERR_BUG || err->kind == ERR_CONFIG)) {
		fprintf(stderr, "%s\n", err->msg);
		abort();
	}
	n = lseek(out, 0, SEEK_END);
	assert(n >= 0 && pread(out, buf_reserve(to, (size_t)n), (size_t)n, 0) == n);
	to->n = (size_t)n;
	return ret;
}

static void check_untouched(const uint8_t *data, size_t size)
{
	char path[128], *now = malloc(size + 1);
	struct dirent *entry;
	int fd;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/source", root);
	dir = opendir(path);
	while (dir && (entry = readdir(dir)))
		assert(entry->d_name[0] == '.' || strcmp(entry->d_name, "db") == 0);
	closedir(dir);
	snprintf(path, sizeof(path), "%s/source/db", root);
	fd = open(path, O_RDONLY);
	assert(fd >= 0 && read(fd, now, size + 1) == (ssize_t)size && !memcmp(now, data, size));
	close(fd);
	free(now);
}

/* Threads are slow to come by, so that only some inputs are read twice. */
static bool is_for_threads(const uint8_t *data, size_t size)
{
	return size && data[size - 1] % 4 == 0;
}

static void run_plan(size_t plan, bool with_threads)
{
	struct err one_err = ERR_INIT, three_err = ERR_INIT;
	struct buf one = BUF_INIT, three = BUF_INIT;
	int ret = extract(plan, 1, &one, &one_err);

	if (with_threads) {
		assert(extract(plan, 3, &three, &three_err) == ret);
		if (ret < 0)
			assert(one_err.kind == three_err.kind);
		else
			assert(one.n == three.n && memcmp(one.p, three.p, one.n) == 0);
	}
	buf_release(&one);
	buf_release(&three);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i;

	put_file("source/db", data, size);
	for (i = 0; i <= PLANS; i++)
		run_plan(i, is_for_threads(data, size));
	check_untouched(data, size);
	return 0;
}
