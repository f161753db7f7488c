"""The chain: blocks of rows, each sealed together with the block before it."""

import struct
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.triggers import append_only

DIGEST = 32
NUMBER = struct.Struct(">q")
# What stands before the first block.
NOTHING = bytes(DIGEST)


class AuditSeal(models.Model):
    """A block of the chain: rows of one table, by number and digest, and the hash that binds them to all blocks before.

    ``columns`` are those that the digests cover, so that a later column breaks no older block. Rows numbered after ``after_id`` up
    to ``last_id`` are in ``row_ids`` or weren't there. ``row_ids`` are eight octets each, ``digests`` thirty-two.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    source = models.CharField(_("table"), max_length=63)
    columns = models.TextField(_("columns"))
    after_id = models.BigIntegerField(_("after row"))
    last_id = models.BigIntegerField(_("up to row"))
    row_ids = models.BinaryField(_("rows"))
    digests = models.BinaryField(_("digests"))
    previous = models.BinaryField(_("hash of the block before"))
    hash = models.BinaryField(_("hash"))
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("block of the chain")
        verbose_name_plural = _("blocks of the chain")
        ordering = ["number"]
        indexes = [models.Index(fields=["source", "-last_id"], name="seal_of_source")]
        triggers = append_only("the chain")

    def __str__(self):
        return str(self.number)

    @property
    def ids(self) -> list[int]:
        """The numbers of the rows."""
        return [number for (number,) in NUMBER.iter_unpack(bytes(self.row_ids))]

    @property
    def rows(self) -> dict[int, bytes]:
        """The digest of each row by its number."""
        digests = bytes(self.digests)
        return {row: digests[place * DIGEST :][:DIGEST] for place, row in enumerate(self.ids)}

    def computed_hash(self) -> bytes:
        """What ``hash`` has to be: SHA-256 of everything else, each part with its length."""
        moment = self.sealed_at.timestamp()
        parts = (
            bytes(self.previous),
            f"{self.number} {self.after_id} {self.last_id} {moment:.6f}".encode(),
            self.source.encode(),
            self.columns.encode(),
            bytes(self.row_ids),
            bytes(self.digests),
        )
        whole = sha256()
        for part in parts:
            whole.update(NUMBER.pack(len(part)))
            whole.update(part)
        return whole.digest()


class ChainMark(models.Model):
    """How far a table may be sealed as soon as the transactions have ended that wrote to it when the mark was set."""

    source = models.CharField(_("table"), max_length=63, primary_key=True)
    up_to = models.BigIntegerField(_("up to row"))
    # Virtual transactions, as pg_locks names them.
    writers = models.JSONField(_("transactions that are waited for"), default=list)
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("mark of the chain")
        verbose_name_plural = _("marks of the chain")
        ordering = ["source"]

    def __str__(self):
        return f"{self.source} · {self.up_to}"
