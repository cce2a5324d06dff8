/* Exact noise: what small cases give for every byte, known shapes, and the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "core/mem.h"
#include "protect/methods/keystream.h"
#include "protect/methods/sampler.h"
#include "protect/methods/zcdp.h"

enum { DRAWS = 20000, MOST = 64 };

/* ---- fractions ------------------------------------------------------- */

static const char *shown(const struct ratio *r)
{
	static struct buf b = BUF_INIT;

	buf_clear(&b);
	ratio_put(r, &b);
	return b.p;
}

static void fractions_are_exact_and_in_lowest_terms(void **unused)
{
	struct ratio a, b;

	(void)unused;
	ratio_init(&a);
	ratio_init(&b);
	assert_true(ratio_parse(&a, STR("6/8")));
	assert_string_equal(shown(&a), "3/4");
	assert_true(ratio_parse(&b, STR("0.25")));
	assert_string_equal(shown(&b), "1/4");
	ratio_add(&a, &a, &b);
	assert_string_equal(shown(&a), "1");
	ratio_div(&a, &b, &a);
	assert_string_equal(shown(&a), "1/4");
	ratio_mul(&a, &a, &a);
	assert_string_equal(shown(&a), "1/16");
	assert_true(ratio_cmp(&a, &b) < 0);
	assert_true(ratio_double(&a) == 0.0625);
	/* Ten times a tenth is one, which it is not in floating point. */
	ratio_set(&a, 0, 1);
	ratio_set(&b, 1, 10);
	for (int i = 0; i < 10; i++)
		ratio_add(&a, &a, &b);
	assert_string_equal(shown(&a), "1");
	ratio_release(&a);
	ratio_release(&b);
}

static void what_is_no_fraction_is_refused(void **unused)
{
	static const char *const bad[] = { "",
					   "-1",
					   "1/0",
					   "1/",
					   "/2",
					   ".5",
					   "1.",
					   "1e3",
					   "1 ",
					   " 1",
					   "1/2/3",
					   "0x1",
					   "1234567890123456789",
					   "1.5/2",
					   "+1",
					   "1.123456789012345678" };
	struct ratio a;

	(void)unused;
	ratio_init(&a);
	ratio_set(&a, 7, 1);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (ratio_parse(&a, str_of(bad[i])))
			fail_msg("\"%s\" was taken", bad[i]);
		assert_string_equal(shown(&a), "7");
	}
	ratio_release(&a);
}

/* ---- every byte ------------------------------------------------------ */

struct one_byte {
	unsigned char value;
	int nasked;
};

static void give_one(void *ctx, void *p, size_t n)
{
	struct one_byte *b = ctx;

	assert_int_equal(n, 1);
	/* After a rejection 0 comes, which is never rejected. */
	*(unsigned char *)p = b->nasked++ ? 0 : b->value;
}

/* Of 256 bytes as many lead to each number, as far as they are not drawn again. */
static void uniform_numbers_are_exactly_uniform(void **unused)
{
	BIGNUM *below = BN_new(), *out = BN_new();

	(void)unused;
	for (unsigned n = 1; n <= 200; n++) {
		int counts[256] = { 0 }, first = 0;

		BN_set_word(below, n);
		for (int byte = 0; byte < 256; byte++) {
			struct one_byte b = { (unsigned char)byte, 0 };
			struct sampler s;

			if (n == 1)
				break;
			sampler_init(&s, give_one, &b);
			sampler_uniform(&s, below, out);
			sampler_release(&s);
			if (b.nasked == 1)
				counts[BN_get_word(out)]++;
		}
		first = counts[0];
		for (unsigned k = 0; k < n; k++)
			assert_int_equal(counts[k], first);
		assert_true(n == 1 || first >= 1);
	}
	BN_free(below);
	BN_free(out);
}

/* ---- shapes ---------------------------------------------------------- */

static void from_stream(void *ctx, void *p, size_t n)
{
	keystream_bytes(ctx, p, n);
}

static void open_stream(struct keystream *k, const char *context)
{
	unsigned char bytes[32];
	struct key key = { bytes, sizeof(bytes), "" };

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 7 + 1);
	keystream_open(k, &key, context);
}

static long small_of(const BIGNUM *v)
{
	long n = (long)BN_get_word(v);

	return BN_is_negative(v) ? -n : n;
}

/* Chi-square of counts against weights; values beyond MOST in one class each. */
static double chi_square(const long *draws, double (*weight)(long v, double p), double p)
{
	double expected[2 * MOST + 1], chi = 0, sum = 0, rest_expected = 0, rest = 0;
	long counts[2 * MOST + 1] = { 0 };
	int classes = 0;

	for (long v = -4000; v <= 4000; v++)
		sum += weight(v, p);
	for (int i = 0; i < DRAWS; i++)
		if (labs(draws[i]) <= MOST)
			counts[draws[i] + MOST]++;
		else
			rest++;
	for (long v = -MOST; v <= MOST; v++) {
		expected[v + MOST] = DRAWS * weight(v, p) / sum;
		if (expected[v + MOST] < 10) {
			rest_expected += expected[v + MOST];
			rest += counts[v + MOST];
			continue;
		}
		chi += pow(counts[v + MOST] - expected[v + MOST], 2) / expected[v + MOST];
		classes++;
	}
	if (rest_expected > 5)
		chi += pow(rest - rest_expected, 2) / rest_expected;
	/* As a normal value: far beyond 4 is not chance. */
	return (chi - classes) / sqrt(2.0 * classes);
}

static double laplace_weight(long v, double scale)
{
	return exp(-(double)labs(v) / scale);
}

static double gaussian_weight(long v, double variance)
{
	return exp(-(double)v * (double)v / (2 * variance));
}

typedef void draw_fn(struct sampler *s, const struct ratio *r, BIGNUM *out);

static double deviation(draw_fn *draw, const char *parameter, double (*weight)(long v, double p))
{
	long *draws = mem_zalloc(DRAWS, sizeof(*draws));
	struct keystream k;
	struct sampler s;
	struct ratio r;
	BIGNUM *v = BN_new();
	double d;

	open_stream(&k, parameter);
	sampler_init(&s, from_stream, &k);
	ratio_init(&r);
	assert_true(ratio_parse(&r, str_of(parameter)));
	for (int i = 0; i < DRAWS; i++) {
		draw(&s, &r, v);
		draws[i] = small_of(v);
	}
	d = chi_square(draws, weight, ratio_double(&r));
	ratio_release(&r);
	sampler_release(&s);
	keystream_close(&k);
	BN_free(v);
	free(draws);
	return d;
}

static void laplace_noise_has_its_shape(void **unused)
{
	static const char *const scales[] = { "1/3", "1", "7/2", "12" };

	(void)unused;
	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
		double d = deviation(sampler_laplace, scales[i], laplace_weight);

		if (fabs(d) > 4)
			fail_msg("scale %s: %g", scales[i], d);
	}
	/* The test can fail. */
	assert_true(deviation(sampler_laplace, "4", laplace_weight) < 4);
	assert_true(deviation(sampler_laplace, "4", gaussian_weight) > 100);
}

static void gaussian_noise_has_its_shape(void **unused)
{
	static const char *const variances[] = { "1/4", "1", "5/2", "60" };

	(void)unused;
	for (size_t i = 0; i < sizeof(variances) / sizeof(variances[0]); i++) {
		double d = deviation(sampler_gaussian, variances[i], gaussian_weight);

		if (fabs(d) > 4)
			fail_msg("variance %s: %g", variances[i], d);
	}
	assert_true(deviation(sampler_gaussian, "9", laplace_weight) > 100);
}

/* Scales that no machine word holds. */
static void great_scales_are_exact_too(void **unused)
{
	struct keystream k;
	struct sampler s;
	struct ratio r, power;
	BIGNUM *v = BN_new();
	int nwide = 0;

	(void)unused;
	open_stream(&k, "great");
	sampler_init(&s, from_stream, &k);
	ratio_init(&r);
	ratio_init(&power);
	ratio_set(&r, 1, 1);
	ratio_set(&power, 1000000000000000000ul, 7);
	for (int i = 0; i < 4; i++)
		ratio_mul(&r, &r, &power);
	for (int i = 0; i < 50; i++) {
		sampler_gaussian(&s, &r, v);
		nwide += BN_num_bits(v) > 100;
	}
	assert_true(nwide > 40);
	ratio_release(&r);
	ratio_release(&power);
	sampler_release(&s);
	keystream_close(&k);
	BN_free(v);
}

static void a_stream_is_the_same_again_and_another_for_another_context(void **unused)
{
	unsigned char a[100], b[100], c[100];
	struct keystream k;

	(void)unused;
	open_stream(&k, "one");
	keystream_bytes(&k, a, sizeof(a));
	keystream_close(&k);
	open_stream(&k, "one");
	for (size_t i = 0; i < sizeof(b); i++)
		keystream_bytes(&k, b + i, 1);
	keystream_close(&k);
	open_stream(&k, "two");
	keystream_bytes(&k, c, sizeof(c));
	assert_memory_equal(a, b, sizeof(a));
	assert_memory_not_equal(a, c, sizeof(a));
	keystream_close(&k);
}

/* ---- words ----------------------------------------------------------- */

static void assert_near(double got, double want, double relative)
{
	if (fabs(got - want) > relative * fabs(want))
		fail_msg("%.17g is not %.17g", got, want);
}

/* ../shared/cases/dp.txt */
static void known_answers_of_concentrated_privacy(void **unused)
{
	(void)unused;
	assert_near(zcdp_delta(0.05, 0.25), 8.17727531036956e-2, 1e-13);
	assert_near(zcdp_delta(5e-30, 1e-13), 2.619676329730346e-234, 1e-9);
	assert_true(zcdp_delta(0, 0) == 0);
	assert_true(zcdp_delta(0.1, INFINITY) == 0);
	assert_true(zcdp_delta(INFINITY, 1) == 1);
	assert_true(zcdp_delta(0.05, zcdp_epsilon(0.05, 1e-6)) <= 1e-6);
	assert_true(zcdp_delta(0.05, zcdp_epsilon(0.05, 1e-6) - 0.001) > 1e-6);
}

static void ninety_five_of_a_hundred_are_within_the_stated_error(void **unused)
{
	(void)unused;
	for (double p = 0.3; p < 300; p *= 1.7) {
		double sums[2] = { 0, 0 }, inside[2] = { 0, 0 }, less[2] = { 0, 0 };
		double a[2] = { laplace_error95(p), gaussian_error95(p) };

		for (long v = -20000; v <= 20000; v++)
			for (int k = 0; k < 2; k++) {
				double w = k ? gaussian_weight(v, p) : laplace_weight(v, p);

				sums[k] += w;
				inside[k] += (double)labs(v) <= a[k] ? w : 0;
				less[k] += (double)labs(v) <= a[k] - 1 ? w : 0;
			}
		for (int k = 0; k < 2; k++) {
			assert_true(inside[k] >= 0.95 * sums[k] * (1 - 1e-12));
			assert_true(less[k] < 0.95 * sums[k] * (1 + 1e-12));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fractions_are_exact_and_in_lowest_terms),
		cmocka_unit_test(what_is_no_fraction_is_refused),
		cmocka_unit_test(uniform_numbers_are_exactly_uniform),
		cmocka_unit_test(laplace_noise_has_its_shape),
		cmocka_unit_test(gaussian_noise_has_its_shape),
		cmocka_unit_test(great_scales_are_exact_too),
		cmocka_unit_test(a_stream_is_the_same_again_and_another_for_another_context),
		cmocka_unit_test(known_answers_of_concentrated_privacy),
		cmocka_unit_test(ninety_five_of_a_hundred_are_within_the_stated_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
