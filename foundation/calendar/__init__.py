"""The clock, the holidays and working-day arithmetic (Asia/Shanghai)."""
