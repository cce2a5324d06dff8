/*
 * A hostile release: any bytes as table, code list or datapackage.json.  Both tasks end, with an
 * error or without, and every interval has its ends in order.
 */
#include <assert.h>
#include <stdint.h>
#include <unistd.h>

#include "verify/attack.h"
#include "verify/attack_report.h"
#include "verify/release_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char package[] =
	"{\"name\": \"t\", \"resources\": [{\"name\": \"t\", \"path\": \"t.csv\", \"format\": "
	"\"csv\","
	"\"schema\": {\"fields\": [{\"name\": \"a\"}, {\"name\": \"p\"}, {\"name\": \"n\", "
	"\"type\": \"number\", \"kind\": \"flow\", \"quantity\": \"sum(x)\"}, {\"name\": "
	"\"n_status\"}, "
	"{\"name\": \"m\", \"type\": \"number\", \"kind\": \"cumulative\", \"quantity\": "
	"\"sum(x)\"}, "
	"{\"name\": \"m_status\"}, {\"name\": \"d\", \"type\": \"integer\", \"kind\": \"stock\", "
	"\"quantity\": \"distinct(y)\"}, {\"name\": \"d_status\"}],"
	"\"primaryKey\": [\"a\", \"p\"], \"foreignKeys\": [{\"fields\": [\"a\"], \"reference\": "
	"{\"resource\": \"codes-a\", \"fields\": [\"code\"]}}]}},"
	"{\"name\": \"codes-a\", \"path\": \"codes-a.csv\", \"format\": \"csv\", \"schema\": "
	"{\"fields\": [{\"name\": \"code\"}, {\"name\": \"parent\"}]}}]}";
static const char codes[] = "code,parent\r\n_T,\r\na,\r\nb,\r\nb1,b\r\nb2,b\r\n";
static const char header[] = "a,p,n,n_status,m,m_status,d,d_status\r\n";

static void put(const char *folder, const char *name, struct str head, struct str text)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	assert(f);
	fwrite(head.p, 1, head.n, f);
	fwrite(text.p, 1, text.n, f);
	fclose(f);
}

static const char *make_folder(void)
{
	static char folder[] = "/tmp/yg-fuzz-verify-XXXXXX";

	assert(mkdtemp(folder));
	put(folder, "datapackage.json", STR(""), str_of(package));
	put(folder, "codes-a.csv", STR(""), str_of(codes));
	put(folder, "SHA256SUMS", STR(""), STR("no digest\n"));
	return folder;
}

static void attack(struct published *p)
{
	const struct attack_options o = { true, 2000 };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct attack a;
	struct verdict v;

	if (attack_run(&a, p, 1, &o, &err) == 0) {
		for (size_t i = 0; i < a.n; i++)
			assert(a.findings[i].low <= a.findings[i].high);
		attack_judge(&a, 2, &v);
		attack_put_summary(&a, &v, 2, &text);
		attack_put_csv(&a, &text);
	}
	attack_release(&a);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *folder;
	struct published p;
	struct err err = ERR_INIT;
	struct defects d = DEFECTS_INIT("t");
	struct str text = { (const char *)data + 1, size - 1 };

	if (size < 1)
		return 0;
	if (!folder)
		folder = make_folder();
	/* Mostly rows of the table; now and then the code list, or the package. */
	if (data[0] % 8 == 1)
		put(folder, "codes-a.csv", STR("code,parent\r\n"), text);
	else if (data[0] % 8 == 2)
		put(folder, "datapackage.json", STR(""), text);
	else
		put(folder, "t.csv", str_of(header), text);
	release_check(folder, &d, &err);
	defects_release(&d);
	if (published_open(&p, folder, &err) == 0 && published_read(&p, &err) == 0)
		attack(&p);
	published_close(&p);
	if (data[0] % 8 == 1)
		put(folder, "codes-a.csv", STR(""), str_of(codes));
	if (data[0] % 8 == 2)
		put(folder, "datapackage.json", STR(""), str_of(package));
	return 0;
}
