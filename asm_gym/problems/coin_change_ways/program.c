/* Coin change: in how many ways, and with how few coins, each amount can be paid. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_AMOUNT = 100000 };
#define MAX_MODULUS (1ULL << 62)

/* ways[a] is taken modulo the modulus; fewest[a] is UINT32_MAX where the amount cannot be paid. */
static uint64_t ways[MAX_AMOUNT + 1];
static uint32_t fewest[MAX_AMOUNT + 1];

static void add_coin(int coin, int limit, uint64_t modulus) {
    for (int amount = coin; amount <= limit; amount++) {
        ways[amount] = (ways[amount] + ways[amount - coin]) % modulus;
        if (fewest[amount - coin] != UINT32_MAX && fewest[amount - coin] + 1 < fewest[amount])
            fewest[amount] = fewest[amount - coin] + 1;
    }
}

int main(void) {
    int coins, limit;
    unsigned long long modulus;
    if (scanf("%d %d %llu", &coins, &limit, &modulus) != 3)
        return 1;
    if (limit < 0 || limit > MAX_AMOUNT || modulus < 2 || modulus > MAX_MODULUS)
        return 1;

    ways[0] = 1;
    for (int amount = 1; amount <= limit; amount++)
        fewest[amount] = UINT32_MAX;
    for (int i = 0; i < coins; i++) {
        int coin;
        if (scanf("%d", &coin) != 1 || coin < 1)
            return 1;
        add_coin(coin, limit, modulus);
        if (i % (coins / 4 + 1) == 0)
            printf("up to coin %d: %llu\n", coin, (unsigned long long)ways[limit]);
    }

    int payable = 0, hardest = 0;
    uint64_t hash = modulus;
    for (int amount = 0; amount <= limit; amount++) {
        hash = (hash ^ ways[amount]) * 0x9E3779B97F4A7C15ULL + fewest[amount];
        hash ^= hash >> 29;
        if (fewest[amount] != UINT32_MAX) {
            payable++;
            if (fewest[amount] > fewest[hardest])
                hardest = amount;
        }
    }
    printf("ways %llu half %llu\n", (unsigned long long)ways[limit], (unsigned long long)ways[limit / 2]);
    printf("payable %d\n", payable);
    printf("hardest %d with %u coins\n", hardest, (unsigned)fewest[hardest]);
    printf("tables %016llx\n", (unsigned long long)hash);
    return 0;
}
