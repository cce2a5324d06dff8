/*
 * utf8_simd: checking UTF-8 thirty-two bytes at a time, where the processor can.
 *
 * Method: J. Keiser, D. Lemire, "Validating UTF-8 In Less Than One Instruction
 * Per Byte" (2021): three table look-ups of half bytes tell every fault that
 * two neighbouring bytes show, arithmetic tells the missing third and fourth.
 */
#ifndef CORE_UTF8_SIMD_H
#define CORE_UTF8_SIMD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this processor has AVX2; without it nothing below may be called. */
bool utf8_simd_is_there(void);
bool utf8_simd_is_valid(const char *p, size_t n);

#endif
