"""What of an upload is taken in before any view sees it."""

from files.uploads import BoundedUpload


def received(handler: BoundedUpload, size: int, chunk: int = 1_000):
    """The file that the handler makes of so many bytes."""
    handler.new_file("files", "a.txt", "text/plain", None)
    for start in range(0, size, chunk):
        assert handler.receive_data_chunk(b"x" * chunk, start) is None
    return handler.file_complete(size)


def test_a_file_within_the_limits_is_whole(settings):
    settings.EVIDENCE_FILE_BYTES = settings.EVIDENCE_TOTAL_BYTES = 5_000
    file = received(BoundedUpload(), 3_000)
    assert (file.size, len(file.read())) == (3_000, 3_000)


def test_of_a_file_that_is_too_large_the_true_size_is_known_but_not_all_is_kept(settings):
    settings.EVIDENCE_FILE_BYTES, settings.EVIDENCE_TOTAL_BYTES = 5_000, 100_000
    file = received(BoundedUpload(), 90_000)
    assert (file.size, len(file.read())) == (90_000, 5_001)


def test_all_files_together_take_no_more_memory_than_the_limit(settings):
    settings.EVIDENCE_FILE_BYTES, settings.EVIDENCE_TOTAL_BYTES = 5_000, 8_000
    handler = BoundedUpload()
    kept = [len(received(handler, 5_000).read()) for _ in range(4)]
    assert sum(kept) == 8_001


def test_nothing_readable_is_written_to_the_disk(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["files.uploads.BoundedUpload"]
