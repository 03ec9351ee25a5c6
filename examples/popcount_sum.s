# The bundled problem popcount_sum with one popcnt where the C program loops over the bits of a word.
# score it:  python examples/score_my_assembly.py examples/popcount_sum.s popcount_sum
	.section	.rodata
read_two:	.string	"%d %d"
read_word:	.string	"%llu"
print_total:	.string	"total %llu\n"
print_odd:	.string	"odd %d\n"
print_range:	.string	"range %d %d\n"
print_weighted:	.string	"weighted %llu\n"

	.bss
	.p2align 5
words:	.zero	32768

	.text
	.globl	main
	.type	main, @function
main:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	subq	$16, %rsp		# n at 0(%rsp), rounds at 4(%rsp); calls need the stack aligned to 16 bytes
	leaq	read_two(%rip), %rdi
	movq	%rsp, %rsi
	leaq	4(%rsp), %rdx
	xorl	%eax, %eax
	call	scanf
	cmpl	$2, %eax
	jne	bad_input
	movl	(%rsp), %ebp		# ebp: n
	cmpl	$4096, %ebp		# unsigned, so a negative n is too large as well
	ja	bad_input

	xorl	%ebx, %ebx		# ebx: words read
read:
	cmpl	%ebp, %ebx
	jae	count
	leaq	read_word(%rip), %rdi
	leaq	words(%rip), %rsi
	leaq	(%rsi,%rbx,8), %rsi
	xorl	%eax, %eax
	call	scanf
	cmpl	$1, %eax
	jne	bad_input
	incl	%ebx
	jmp	read

count:
	xorl	%r12d, %r12d		# r12: total
	xorl	%r13d, %r13d		# r13: weighted total
	xorl	%r14d, %r14d		# r14d: odd counts
	movl	$64, %r8d		# r8d: lowest
	xorl	%r9d, %r9d		# r9d: highest
	xorl	%r10d, %r10d		# r10: key
	movl	$1, %ecx		# rcx: round
	movabsq	$0x9E3779B97F4A7C15, %r11
	leaq	words(%rip), %rdi
	jmp	next_round
one_round:
	addq	%r11, %r10
	xorl	%esi, %esi		# rsi: index of the word
	movq	%rcx, %rbx		# rbx: its weight, index + round
	testl	%ebp, %ebp
	je	round_done
	.p2align 5
one_word:
	movq	(%rdi,%rsi,8), %rax
	xorq	%r10, %rax
	popcntq	%rax, %rax		# 0 to 64
	addq	%rax, %r12
	movl	%eax, %edx
	andl	$1, %edx
	addl	%edx, %r14d
	cmpl	%r8d, %eax
	cmovl	%eax, %r8d
	cmpl	%r9d, %eax
	cmovg	%eax, %r9d
	imulq	%rbx, %rax
	addq	%rax, %r13
	incq	%rbx
	incq	%rsi
	cmpq	%rbp, %rsi
	jb	one_word
round_done:
	incq	%rcx
next_round:
	cmpl	4(%rsp), %ecx
	jle	one_round

	movl	%r8d, (%rsp)		# calls may change r8 and r9; n and rounds are not needed any more
	movl	%r9d, 4(%rsp)
	leaq	print_total(%rip), %rdi
	movq	%r12, %rsi
	xorl	%eax, %eax
	call	printf
	leaq	print_odd(%rip), %rdi
	movl	%r14d, %esi
	xorl	%eax, %eax
	call	printf
	leaq	print_range(%rip), %rdi
	movl	(%rsp), %esi
	movl	4(%rsp), %edx
	xorl	%eax, %eax
	call	printf
	leaq	print_weighted(%rip), %rdi
	movq	%r13, %rsi
	xorl	%eax, %eax
	call	printf
	xorl	%eax, %eax
	jmp	done
bad_input:
	movl	$1, %eax
done:
	addq	$16, %rsp
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret
	.size	main, .-main
	.section	.note.GNU-stack,"",@progbits
