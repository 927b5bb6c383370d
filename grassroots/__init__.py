"""Township and village capacity, the “863” standard. Not built yet."""
