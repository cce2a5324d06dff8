/* Files that appear whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <sys/stat.h>

#include "scratch.h"

static void a_pipe_or_a_device_is_not_replaced_by_a_file(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "pipe");
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(file_save(path, 0644, STR("x"), &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	assert_non_null(strstr(err.msg, "a device or a pipe, not a file"));
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	free(path);
	scratch_remove(dir);
}

static void a_file_takes_the_place_of_the_one_before(void **state)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "a", "before");
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(file_save(path, 0600, STR("after"), &err), 0);
	assert_int_equal(file_read(path, 10, &b, ERR_IO, &err), 0);
	assert_string_equal(b.p, "after");
	buf_release(&b);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pipe_or_a_device_is_not_replaced_by_a_file),
		cmocka_unit_test(a_file_takes_the_place_of_the_one_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
