"""Long work in the background: progress, cancel, retry after a dead worker, result files, the 下载中心."""
