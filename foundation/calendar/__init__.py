"""Holidays, working-day arithmetic and the offices' own deadlines (Asia/Shanghai)."""
