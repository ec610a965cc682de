"""Whatever is uploaded, only pixels come out, upright, in our widths; all else is refused with a sentence."""

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image

from scdapp.core.errors import Refusal
from scdapp.pictures.decode import Rendered, TooLarge, Unreadable, rendered
from scdapp.pictures.sizes import MAX_BYTES
from tests.pictures import images

UNREADABLE = "Filen är ingen bild som vi kan läsa. Välj en bild i formatet JPEG, PNG eller WebP."


def opened(made: Rendered) -> dict[int, Image.Image]:
    return {width: Image.open(BytesIO(data)) for width, data in made.files.items()}


def near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (300, [300]),
        (480, [480]),
        (700, [480, 700]),
        (1200, [480, 960, 1200]),
        (1600, [480, 960, 1600]),
        (3000, [480, 960, 1600]),
    ],
)
def test_each_kind_becomes_jpegs_of_our_widths_and_is_never_enlarged(kind: str, width: int, widths: list[int]) -> None:
    made = rendered(images.picture(width, width // 2, kind=kind))

    assert (made.width, made.height) == (width, width // 2)
    assert [(w, image.format, image.size) for w, image in opened(made).items()] == [
        (w, "JPEG", (w, w // 2)) for w in widths
    ]


def test_a_photo_from_a_phone_stands_upright_and_has_forgotten_where_it_was_taken() -> None:
    made = rendered(images.lying_phone_photo())

    assert (made.width, made.height) == (600, 900)
    for image in opened(made).values():
        assert near(image.getpixel((image.width // 2, 10)), images.RED)
        assert near(image.getpixel((image.width // 2, image.height - 10)), images.BLUE)
        assert dict(image.getexif()) == {}
        assert not {"exif", "comment", "icc_profile", "xmp"} & image.info.keys()
    assert all(b"hemligt" not in data for data in made.files.values())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_a_camera_can_be_held_comes_out_as_other_programs_show_it(orientation: int) -> None:
    image = Image.new("RGB", (40, 20), images.RED)
    image.paste(images.BLUE, (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = images.encoded(image, "PNG", exif=exif)

    (out,) = opened(rendered(data)).values()

    turned = {5, 6, 7, 8}
    left_top, right_top, left_bottom, right_bottom = (
        (2, 2),
        (out.width - 3, 2),
        (2, out.height - 3),
        (out.width - 3, out.height - 3),
    )
    blue_corner = {
        1: left_top,
        2: right_top,
        3: right_bottom,
        4: left_bottom,
        5: left_top,
        6: right_top,
        7: right_bottom,
        8: left_bottom,
    }[orientation]
    assert out.size == ((20, 40) if orientation in turned else (40, 20))
    corners = (left_top, right_top, left_bottom, right_bottom)
    assert [corner for corner in corners if near(out.getpixel(corner), images.BLUE)] == [blue_corner]


def test_what_is_transparent_becomes_white_and_print_colours_become_screen_colours() -> None:
    clear = rendered(images.encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"))
    printed = rendered(images.encoded(Image.new("CMYK", (10, 10), (0, 255, 255, 0)), "JPEG"))

    assert opened(clear)[10].getpixel((5, 5)) == (255, 255, 255)
    assert near(opened(printed)[10].getpixel((5, 5)), (255, 0, 0))


def test_broken_words_about_a_picture_do_not_make_it_unreadable() -> None:
    made = rendered(images.encoded(Image.new("RGB", (10, 10), images.RED), "PNG", exif=b"Exif\x00\x00MM\x00rubbish"))

    assert (made.width, made.height) == (10, 10)


@pytest.mark.parametrize(
    "data",
    [b"", b"hej", images.zip_file(), images.SVG, images.GIF, images.picture()[:2000], images.png_claiming(10, 10)],
    ids=["empty", "text", "zip", "svg", "gif", "cut off", "damaged"],
)
def test_what_is_no_whole_jpeg_png_or_webp_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        rendered(data)

    assert (refusal.value.sentence, refusal.value.field) == (UNREADABLE, "picture")


def test_too_many_bytes_are_refused_before_anybody_looks_inside() -> None:
    with pytest.raises(TooLarge) as refusal:
        rendered(bytes(MAX_BYTES + 1))

    assert refusal.value.sentence == "Filen är för stor. Högst 8 MB går bra: minska bilden."


@pytest.mark.parametrize(("width", "height"), [(8001, 5000), (10_000, 10_000), (60_000, 60_000)])
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused_while_it_is_small(width: int, height: int) -> None:
    tracemalloc.start()
    with pytest.raises(TooLarge) as refusal:
        rendered(images.png_claiming(width, height))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refusal.value.sentence == ("Bilden har för många bildpunkter. Högst 40 megapixel går bra: minska bilden.")
    assert peak < 5_000_000


def test_no_damage_gets_further_than_a_refusal() -> None:
    answers = [
        _answer(data) for kind in ("JPEG", "PNG", "WEBP") for data in _damaged(images.picture(60, 40, kind=kind))
    ]

    assert set(answers) == {"made", UNREADABLE}


def _damaged(whole: bytes) -> list[bytes]:
    step = max(1, len(whole) // 60)
    return [whole[:n] + bytes([whole[n] ^ 0xFF]) + whole[n + 1 :] for n in range(0, len(whole), step)]


def _answer(data: bytes) -> str:
    try:
        rendered(data)
    except Refusal as refusal:
        return refusal.sentence
    return "made"
